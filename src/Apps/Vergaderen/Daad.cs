namespace Brink.Apps.Vergaderen;

/// <summary>One deed that was sent with a form (<c>Doe.razor</c>): what, on which resource, and its fields. Fields carry the deed in their names, so that a page can hold
/// many.</summary>
internal sealed class Daad(OudFormulier form)
{
    /// <summary>The name of the deed.</summary>
    public string Wat { get; } = form.Veld("actie");

    /// <summary>The resource on which it is done (what follows its key only tells forms apart); empty when it is none.</summary>
    public Guid Bij { get; } = form.Veld("bij") is { Length: >= 36 } bij && Guid.TryParse(bij[..36], out var uuid) ? uuid : Guid.Empty;

    public bool Mis => form.Mis;

    /// <summary>One of the many for whom this is was done; what is wrong for another does not undo it.</summary>
    public void Deels() => form.Deels = true;

    /// <summary>What every field of a deed begins with; the id of its form.</summary>
    public static string Voor(string wat, string? bij) => string.IsNullOrEmpty(bij) ? wat : $"{wat}-{bij}";

    public string Naam(string veld) => $"{Voor(Wat, form.Veld("bij"))}-{veld}";

    public string this[string veld] => form.Veld(Naam(veld));

    public bool Vink(string veld) => this[veld].Length > 0;
    public IReadOnlyList<string> Alle(string veld) => form.Velden(Naam(veld));
    public string Moet(string veld, string zin) => form.Moet(Naam(veld), zin);
    public string? Datum(string veld) => form.Datum(Naam(veld));
    public void Fout(string veld, string zin) => form.Fout(veld.Length == 0 ? Voor(Wat, form.Veld("bij")) : Naam(veld), zin);
    public Microsoft.AspNetCore.Http.IFormFile? Bestand(string veld) => form.Bestand(Naam(veld));

    /// <summary>What was sent, or null when it was left empty.</summary>
    public string? Misschien(string veld) => this[veld] is { Length: > 0 } waarde ? waarde : null;

    /// <summary>A whole number between bounds; null when it is empty, or wrong and told.</summary>
    public int? Heel(string veld, int min = 0, int max = int.MaxValue) => form.Heel(Naam(veld), min, max);

    /// <summary>A day and a time beside it, on the Dutch clock; null when both are empty, or wrong and told.</summary>
    public DateTimeOffset? Moment(string dagveld, string tijdveld, bool dagAlleen = false) => form.Moment(Naam(dagveld), Naam(tijdveld), dagAlleen);

    /// <summary>The items of a list, each a group of fields.</summary>
    public System.Text.Json.Nodes.JsonArray Rijen(string veld, IReadOnlyList<OudBewerkveld> kolommen) => OudBewerkveld.LeesRijen(form, Naam(veld), kolommen);

    /// <summary>Whether the user is sure; while it is not known, the page asks.</summary>
    public bool Zeker(string zin, string knop) => form.Zeker(zin, knop);

    /// <summary>Takes over why a register refused: at the fields that are named as in the register (or renamed), the rest at the form.</summary>
    public bool Weiger(Fout fout, params (string Register, string Veld)[] velden)
    {
        form.Weiger(fout, [], Voor(Wat, form.Veld("bij")), [.. velden.Select(v => (v.Register, Naam(v.Veld)))]);
        return false;
    }
}
