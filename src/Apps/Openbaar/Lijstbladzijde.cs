using Microsoft.AspNetCore.Components;

namespace Brink.Apps.Openbaar;

/// <summary>A public page in which anyone can search: what is asked stands in its address.</summary>
public abstract class Lijstbladzijde : Bladzijde
{
    [SupplyParameterFromQuery] public string? Zoek { get; set; }

    [SupplyParameterFromQuery] public string? Jaar { get; set; }

    [SupplyParameterFromQuery] public string? Pagina { get; set; }

    /// <summary>What is asked.</summary>
    protected Zoekvraag Vraag { get; set; } = Zoekvraag.Van(null, null, null);

    protected string Begin => $"/{Scherm.Hier.Id}/openbaar";

    protected override void OnInitialized() => Vraag = Zoekvraag.Van(Zoek, Jaar, Pagina);

    /// <summary>How much of each kind there is; null when what was typed is refused, or when nothing can be shown.</summary>
    protected async Task<Openaantallen?> TelAsync()
    {
        var telling = await Scherm.Publiek.Lees<Openaantallen>("besluitvorming/ori-aantallen", Scherm.Afgebroken, Vraag.Vraag.Telling());
        if (!Vraag.Geweigerd(telling.Fout)) Scherm.Fout = telling.Fout;
        return telling.Waarde;
    }

    /// <summary>The page of one kind that is asked for.</summary>
    protected Task<Antwoord<T[]>> BladAsync<T>(string pad) => Scherm.Publiek.Lees<T[]>(pad, Scherm.Afgebroken, Vraag.Vraag.Blad());

    /// <summary>The page that is asked for, and how much there is.</summary>
    protected async Task<(int Aantal, T[] Blad)> LijstAsync<T>(string pad, Func<Openaantallen, int> tel)
    {
        var telling = await TelAsync();
        return telling is not null && Heeft(await BladAsync<T>(pad), out var blad) ? (tel(telling), blad) : (0, []);
    }
}
