using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Kern;

/// <summary>
/// What every page of an organisation is: it reads what it shows, and takes the deeds that its forms send. A form may be sent late, twice,
/// from two tabs or after a session; what was typed comes back, and what was done is done once. The page says only which deeds there are.
/// </summary>
public abstract class Bladzijde : ComponentBase
{
    [Inject] protected Scherm Scherm { get; set; } = null!;

    [Inject] protected NavigationManager Verder { get; set; } = null!;

    [Inject] private Formulierlade Lade { get; set; } = null!;

    [Parameter] public string Organisatie { get; set; } = "";

    /// <summary>What was sent to this page, if anything.</summary>
    protected Formulier Form => Scherm.Form;

    /// <summary>The deeds of the page. Each decides for itself what may be done now;
    /// the list is the same whatever the page shows.</summary>
    protected virtual IEnumerable<Handeling> Handelingen => [];

    /// <summary>Reads what the page shows. What cannot be read goes to <see cref="Heeft{T}"/>.</summary>
    protected virtual Task LaadAsync() => Task.CompletedTask;

    /// <summary>What the page keeps itself up to date with: main objects (<c>besluitvorming/vergaderingen/{uuid}</c>)
    /// and kanalen.</summary>
    protected virtual IReadOnlyList<string> Nieuws => [];

    /// <summary>Takes what a register answered; when it has nothing to show, the page says why.</summary>
    protected bool Heeft<T>(Antwoord<T> antwoord, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? waarde) where T : class
    {
        if (antwoord.Gelukt(out waarde)) return true;
        Scherm.Fout = antwoord.Fout;
        return false;
    }

    /// <summary>The page is not for who looks.</summary>
    protected void Verboden() => Scherm.Fout = new(StatusCodes.Status403Forbidden, "", "", []);

    /// <summary>There is no such page.</summary>
    protected void Onbekend() => Scherm.Fout = new(StatusCodes.Status404NotFound, "", "", []);

    protected sealed override async Task OnInitializedAsync()
    {
        Scherm.Geladen = false;
        var handeling = Form.Wat.Length == 0 ? null : Handelingen.FirstOrDefault(h => h.Wat == Form.Wat);
        var geladen = handeling is not { Eerst: true };
        if (geladen) await HaalAsync();
        if (geladen) handeling = Handelingen.FirstOrDefault(h => h.Wat == Form.Wat); // with what was read
        if (Form.Wat.Length > 0 && Scherm.Fout is null && await DoeAsync(handeling) is { } naar)
        {
            if (handeling is not { Blijft: true })
            {
                Verder.NavigateTo(await NaarAsync(naar.Length == 0 ? $"{Scherm.Pad}?gedaan={handeling!.Wat}" : naar));
                return;
            }
            Form.Klaar = true;
        }
        if (!geladen || Form.Deels || Form.Klaar) await HaalAsync(); // what was done is shown as done
        Scherm.Geladen = Scherm.Fout is null;
    }

    private async Task HaalAsync()
    {
        await Scherm.VolgAsync(Nieuws);
        await LaadAsync();
    }

    private async Task<string?> DoeAsync(Handeling? handeling)
    {
        if (Scherm.Verouderd) Form.Fout("", "De pagina stond te lang open. Kijk uw tekst na en verstuur opnieuw.");
        else if (handeling is null) Form.Fout("", "Dit kan hier niet meer. Er is niets veranderd.");
        return Form.Mis ? null : await Lade.EenmaalAsync(Scherm.Eigenaar, Form, async () => await handeling!.Doe(Form), Scherm.Afgebroken);
    }

    // The page that follows shows what was typed and not sent, or says where it stands.
    private async Task<string> NaarAsync(string naar)
    {
        if (await Lade.BewaarAsync(Scherm.Eigenaar, Scherm.Pad, Form, gedaan: true) is not { } tekst) return naar;
        var anker = naar.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hek ? naar[hek..] : "";
        var (pad, vraag) = naar[..^anker.Length].Split('?', 2) is [var p, var v] ? (p, "&" + v) : (naar[..^anker.Length], "");
        return (pad == Scherm.Pad ? $"{pad}?{Formulierlade.Vraag}={tekst}" : $"{pad}?rest={tekst}&van={Uri.EscapeDataString(Scherm.Pad)}")
            + vraag + anker;
    }
}
