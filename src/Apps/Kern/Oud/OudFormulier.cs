using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Kern;

/// <summary>What somebody sent with a form, and what is wrong with it. While something is wrong the fields show what was typed.</summary>
public sealed class OudFormulier(HttpContext? http)
{
    private readonly List<FieldError> fouten = [];

    // Numbers as they were understood: shown back in place of what was typed.
    private readonly Dictionary<string, string> begrepen = [];

    public IReadOnlyList<FieldError> Fouten => fouten;

    /// <summary>Whether something is wrong.</summary>
    public bool Mis => fouten.Count > 0;

    /// <summary>Whether a part of what was sent was done, and stays done though the rest is wrong.</summary>
    public bool Deels { get; set; }

    /// <summary>
    /// Whether the form with this name was sent. A form stays on the page until its refusal was read, also when meanwhile things moved on and it would no longer be offered.
    /// </summary>
    public bool Gestuurd(string naam) => Veld("_handler") == naam;

    /// <summary>What was sent in a field, without the spaces around it.</summary>
    public string Veld(string naam) => Form is { } form ? form[naam].ToString().Trim().ReplaceLineEndings("\n") : "";

    /// <summary>Whether a field was on the form that was sent, empty or not.</summary>
    public bool Heeft(string naam) => Form?.ContainsKey(naam) == true;

    /// <summary>All that was chosen in a field that takes several.</summary>
    public IReadOnlyList<string> Velden(string naam) => Form is { } form ? [.. form[naam].OfType<string>().Where(v => v.Length > 0)] : [];

    /// <summary>The file that was sent; null when there was none.</summary>
    public IFormFile? Bestand(string naam) => Form?.Files.GetFile(naam) is { Length: > 0 } bestand ? bestand : null;

    /// <summary>What goes back into a field: what was typed, while something is wrong; else null.</summary>
    public string? Getypt(string naam) => !Mis && Vraag is null ? null : begrepen.TryGetValue(naam, out var getal) ? getal
        : Form is { } form && form.TryGetValue(naam, out var waarde) ? waarde.ToString() : null;

    /// <summary>Whether a box was ticked; what it was before while nothing was sent.</summary>
    public bool Vink(string naam, bool anders) => Mis || Vraag is not null ? Veld(naam).Length > 0 : anders;

    public string? FoutVan(string veld) => fouten.Find(f => f.FieldId == veld)?.Message;

    /// <summary>What is asked before a deed is done that cannot be undone, and the button that does it; null when nothing is asked.</summary>
    public (string Zin, string Knop)? Vraag { get; private set; }

    /// <summary>Whether the user is sure of a deed that cannot be undone, or that is likely a mistake. While it is not known, <c>Bevestig.razor</c> asks.</summary>
    public bool Zeker(string zin, string knop)
    {
        if (Veld("zeker") == "ja") return true;
        Vraag = (zin, knop);
        return false;
    }

    /// <summary>All that was sent, for a form that sends it again.</summary>
    public IEnumerable<(string Naam, string Waarde)> Alles() => Form is not { } form ? []
        : form.SelectMany(f => f.Value.OfType<string>().Select(w => (f.Key, w))).Where(f => f.Key is not ("zeker" or "__RequestVerificationToken"));

    /// <summary>The kind of a date field: it forgets what is no date, so a wrong one goes back in a text field.</summary>
    public string DatumSoort(string veld) => FoutVan(veld) is null ? "date" : "text";

    /// <summary>Says what is wrong at a field; with the page where it is to be mended, when that is another.</summary>
    public void Fout(string veld, string zin, string? naar = null)
    {
        if (!fouten.Contains(new(veld, zin, naar))) fouten.Add(new(veld, zin, naar));
    }

    /// <summary>A field that must be filled in.</summary>
    public string Moet(string veld, string zin)
    {
        var waarde = Veld(veld);
        if (waarde.Length == 0) Fout(veld, zin);
        return waarde;
    }

    /// <summary>An amount in euros; null when it is empty, or wrong and told.</summary>
    public decimal? Bedrag(string veld) => Getal(veld, Getalsoort.Bedrag);

    /// <summary>A percentage; null when it is empty, or wrong and told.</summary>
    public decimal? Procent(string veld) => Getal(veld, Getalsoort.Procent);

    private decimal? Getal(string veld, Getalsoort soort)
    {
        if (!Lezer.Getal(Veld(veld), soort, out var getal, out var fout)) Fout(veld, fout);
        else if (getal is { } gelezen) begrepen[veld] = Lezer.Schrijf(gelezen, soort);
        return getal;
    }

    /// <summary>A whole number between bounds; null when it is empty, or wrong and told.</summary>
    public int? Heel(string veld, int min = 0, int max = int.MaxValue)
    {
        if (!Lezer.Heel(Veld(veld), min, max, out var getal, out var fout)) Fout(veld, fout);
        else if (getal is { } gelezen) begrepen[veld] = gelezen.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return getal;
    }

    /// <summary>A date; null when it is empty, or wrong and told.</summary>
    public DateOnly? Dag(string veld)
    {
        if (!Lezer.Dag(Veld(veld), out var datum, out var fout)) Fout(veld, fout);
        return datum;
    }

    /// <summary>A date as a register takes it; null when it is empty, or wrong and told.</summary>
    public string? Datum(string veld) => Tijd.Veld(Dag(veld));

    /// <summary>A day and a time beside it, on the Dutch clock; null when both are empty, or wrong and told. A time without a day is wrong, and a day without a time too unless
    /// <paramref name="dagAlleen"/>.</summary>
    public DateTimeOffset? Moment(string dagveld, string tijdveld, bool dagAlleen = false)
    {
        if (!Lezer.Dag(Veld(dagveld), out var dag, out var fout)) { Fout(dagveld, fout); return null; }
        if (!Lezer.Klok(Veld(tijdveld), out var klok, out fout)) { Fout(tijdveld, fout); return null; }
        if (klok is null && (dag is null || dagAlleen)) return null;
        if (dag is null) Fout(dagveld, "Kies ook een dag");
        else if (klok is null) Fout(tijdveld, "Vul ook een tijd in, zoals 14.30");
        else if (Tijd.Op(dag.Value, klok.Value, out fout) is { } moment) return moment;
        else Fout(tijdveld, fout);
        return null;
    }

    /// <summary>Takes over why a register refused. Its own sentences are meant for people.</summary>
    /// <param name="fout">What it answered.</param>
    /// <param name="velden">The fields of the form that are called as in the register.</param>
    /// <param name="anders">The field at which the rest is told.</param>
    /// <param name="naar">Fields that are called otherwise: the register's name, and that in the form.</param>
    public void Weiger(Fout fout, IReadOnlyCollection<string> velden, string anders, params (string Register, string Veld)[] naar)
    {
        string Plaats(string naam)
        {
            var kort = naam.Split('.')[0];
            return naar.FirstOrDefault(n => n.Register == kort).Veld ?? (velden.Contains(kort) ? kort : anders);
        }
        if (fout.IsVerboden) Fout(anders, "Met uw rol mag u dit niet doen. Vraag het aan uw functioneel beheerder.");
        else if (fout.Parameters.Count > 0) foreach (var p in fout.Parameters) Fout(Plaats(p.Name), p.Reason);
        else if (fout is { Status: >= 400 and < 500, Detail.Length: > 0 }) Fout(anders, fout.Detail);
        else if (fout.Status == StatusCodes.Status504GatewayTimeout)
            Fout(anders, "Het register antwoordde niet. Kijk eerst of uw wijziging is bewaard, en probeer het anders over een paar minuten opnieuw.");
        else Fout(anders, "Dat lukt nu niet. Er is niets veranderd. Probeer het over een paar minuten opnieuw.");
    }

    private IFormCollection? Form => http?.Request is { HasFormContentType: true } vraag ? vraag.Form : null;
}
