using Microsoft.AspNetCore.Components;

namespace Brink.Apps.Collegevoorstel;

/// <summary>A page of one proposal: reads it, and does on it what its forms ask.</summary>
public abstract class Voorsteldeel : Bladzijde
{
    private Dossier? voorstel;

    [Parameter] public Guid Sleutel { get; set; }

    /// <summary>The proposal; what is shown has it, and what is done too.</summary>
    protected Dossier V => voorstel!;

    /// <summary>Who looks.</summary>
    protected Wie Wie => Scherm.Wie();

    /// <summary>The address of the proposal.</summary>
    protected string Begin => $"/{Scherm.Hier.Id}/collegevoorstellen/{Sleutel}";

    protected sealed override async Task LaadAsync()
    {
        if (Heeft(await Scherm.VoorstelAsync(Sleutel), out voorstel)) await LaadErbijAsync();
    }

    /// <summary>Reads what the page shows beside the proposal.</summary>
    protected virtual Task LaadErbijAsync() => Task.CompletedTask;

    /// <summary>A deed of the office, which judges whether it may be done. What it refuses is told at the fields.</summary>
    /// <param name="wat">The name of the deed.</param>
    /// <param name="doe">Reads the form and does it; what the form finds wrong, or asks first, stops it as well.</param>
    /// <param name="naar">The page that follows; empty: this one.</param>
    protected Handeling Daad(string wat, Func<Bureau, Formulier, Task<Fout?>> doe, string naar = "") => new(wat, async form =>
    {
        var fout = await doe(Scherm.Bureau(), form);
        if (fout is not null) form.Weiger(Scherm, fout);
        if (fout is { Status: 412 }) await LaadAsync(); // what stands there now is shown beside what was typed
        return form.Mis || form.Vraag is not null ? null : naar;
    });
}
