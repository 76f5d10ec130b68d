using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Brink.Apps.Kern;

/// <summary>
/// What somebody sent with a form (<c>Doe.razor</c>), and what is wrong with it. While something is wrong the fields show what was typed.
/// A field carries the name of its form in its own (<c>vraag-tekst</c>), so that a page can hold many;
/// here it is called as the form calls it.
/// </summary>
public sealed class Formulier
{
    private readonly Dictionary<string, StringValues> velden;
    private readonly IFormFileCollection? bestanden;
    private readonly List<FieldError> fouten = [];

    // Of other forms on the page: typed, and not sent.
    private readonly Dictionary<string, Dictionary<string, StringValues>> ook;

    // Numbers as they were understood: shown back in place of what was typed.
    private readonly Dictionary<string, string> begrepen = [];

    /// <summary>Nothing was sent.</summary>
    public Formulier() => (velden, ook) = ([], []);

    /// <param name="form">What was sent.</param>
    /// <param name="eerder">What stood on the page already, typed before and not sent.</param>
    internal Formulier(IFormCollection form, byte[]? eerder = null)
    {
        velden = form.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        bestanden = form.Files;
        ook = eerder is null ? [] : new Formulier(eerder).ook;
        if (velden.Remove(Ook, out var tekst)) foreach (var (vak, inhoud) in LeesOok(tekst.ToString())) ook[vak] = inhoud;
        ook.Remove(Vak);
    }

    /// <summary>Nothing was sent, but this was typed before.</summary>
    internal Formulier(byte[] bewaard) => (velden, ook) = ([], LeesOok(Encoding.UTF8.GetString(bewaard)));

    // What a form has beside its fields.
    internal const string Handeling = "_handler", Bijlage = "_bij", Eenmaal = "_sleutel", Bewijs = "_van", Uitgangspunt = "_versie",
    Ook = "_ook", Zekerheid = "zeker",
        Merk = "__RequestVerificationToken";

    // What a field with such a name holds is kept nowhere and shown nowhere: by mistake it may be what nobody else may see.
    private const string Geheim = "-geheim";

    /// <summary>The deed; empty when nothing was sent.</summary>
    public string Wat => Rauw(Handeling);

    /// <summary>What the deed is on: the key of a resource, with what tells forms apart behind it; empty when it is on none.</summary>
    public string Waarbij => Rauw(Bijlage);

    /// <summary>The resource on which it is done; empty when it is none.</summary>
    public Guid Bij => Waarbij is { Length: >= 36 } bij && Guid.TryParse(bij[..36], out var uuid) ? uuid : Guid.Empty;

    /// <summary>The version from which the change was made, for <c>If-Match</c>; null when the form does not say.</summary>
    public string? Versie => Rauw(Uitgangspunt) is { Length: > 0 } versie ? versie : null;

    /// <summary>What every field of the form begins with: the id of the form.</summary>
    public string Vak => VakVan(Wat, Waarbij);

    public static string VakVan(string wat, string? bij) => string.IsNullOrEmpty(bij) ? wat : $"{wat}-{bij}";

    public IReadOnlyList<FieldError> Fouten => fouten;

    /// <summary>Whether something is wrong.</summary>
    public bool Mis => fouten.Count > 0;

    /// <summary>Whether a part of what was sent was done, and stays done though the rest is wrong.</summary>
    public bool Deels { get; set; }

    /// <summary>Whether it was done, and the page that holds the form is shown as the answer (<see cref="Handeling.Blijft"/>).</summary>
    public bool Klaar { get; internal set; }

    /// <summary>Whether somebody else changed the same meanwhile: each field shows what stands there now beside what was typed.</summary>
    public bool Botst { get; private set; }

    /// <summary>Whether the form with this deed was sent.</summary>
    public bool Gestuurd(string wat) => Wat == wat;

    /// <summary>The id of a field; of a form that only asks, and has no deed, as it stands in the address.</summary>
    public string Id(string veld) => Id(Vak, veld);

    internal static string Id(string vak, string veld) => veld.Length == 0 ? vak : vak.Length == 0 ? veld : $"{vak}-{veld}";

    /// <summary>What was sent in a field, without the spaces around it.</summary>
    public string this[string veld] => Rauw(Id(veld)).Trim().ReplaceLineEndings("\n");

    /// <summary>What was sent, or null when it was left empty.</summary>
    public string? Misschien(string veld) => this[veld] is { Length: > 0 } waarde ? waarde : null;

    /// <summary>Whether a field was on the form that was sent, empty or not.</summary>
    public bool Heeft(string veld) => velden.ContainsKey(Id(veld));

    /// <summary>Whether a box was ticked.</summary>
    public bool Vink(string veld) => this[veld].Length > 0;

    /// <summary>All that was chosen in a field that takes several.</summary>
    public IReadOnlyList<string> Alle(string veld) => velden.TryGetValue(Id(veld), out var waarden)
        ? [.. waarden.OfType<string>().Where(v => v.Length > 0)] : [];

    /// <summary>The names of the fields that were sent.</summary>
    public IEnumerable<string> Namen => velden.Keys.Where(n => n.StartsWith(Vak + "-", StringComparison.Ordinal))
        .Select(n => n[(Vak.Length + 1)..]);

    /// <summary>The file that was sent; null when there was none.</summary>
    public IFormFile? Bestand(string veld) => bestanden?.GetFile(Id(veld)) is { Length: > 0 } bestand ? bestand : null;

    /// <summary>Whether a form shows what was typed in it: something is wrong, something is asked, or it was not sent yet.</summary>
    /// <param name="vak">The id of the form.</param>
    public bool Toont(string vak) => (Mis || Vraag is not null) && vak == Vak || ook.ContainsKey(vak);

    /// <summary>What goes back into a field: what was typed, where the form shows that; else null.</summary>
    public string? Getypt(string vak, string veld) => !Toont(vak) ? null
        : begrepen.TryGetValue($"{vak}-{veld}", out var getal) ? getal : Van(vak).TryGetValue($"{vak}-{veld}", out var waarde)
        ? waarde.ToString() : null;

    /// <summary>What was chosen in a field that takes several.</summary>
    public IReadOnlyList<string> Gekozen(string vak, string veld) => Van(vak).TryGetValue($"{vak}-{veld}", out var waarden)
        ? [.. waarden.OfType<string>()] : [];

    /// <summary>The version from which the text was made that a form shows; null when it shows none,
    /// or when both texts are there to compare.</summary>
    internal string? VersieVan(string vak) => Toont(vak) && !Botst && Van(vak).TryGetValue(Uitgangspunt, out var versie)
        ? versie.ToString() : null;

    /// <summary>Whether the page shows text that somebody typed and did not send.</summary>
    public bool Onverstuurd => ook.Count > 0;

    private Dictionary<string, StringValues> Van(string vak) => ook.TryGetValue(vak, out var ander) ? ander : velden;

    public string? FoutVan(string id) => fouten.Find(f => f.FieldId == id)?.Message;

    /// <summary>What is asked before a deed is done that cannot be undone, and the button that does it;
    /// null when nothing is asked.</summary>
    public (string Zin, string Knop)? Vraag { get; private set; }

    /// <summary>Whether the user is sure of a deed that cannot be undone, or that is likely a mistake. While it is not known,
    /// the page asks.</summary>
    public bool Zeker(string zin, string knop)
    {
        if (Rauw(Zekerheid) == "ja") return true;
        Vraag = (zin, knop);
        return false;
    }

    /// <summary>All that was sent, for a form that sends it again.</summary>
    internal IEnumerable<(string Naam, string Waarde)> Alles() =>
        velden.SelectMany(f => f.Value.OfType<string>().Select(w => (f.Key, w))).Where(f => f.Key is not (Zekerheid or Merk))
            .Append((Ook, SchrijfOok(ook)));

    /// <summary>Says what is wrong at a field (empty: at the form); with the page where it is to be mended, when that is another.</summary>
    public void Fout(string veld, string zin, string? naar = null)
    {
        if (!fouten.Contains(new(Id(veld), zin, naar))) fouten.Add(new(Id(veld), zin, naar));
    }

    /// <summary>A field that must be filled in.</summary>
    public string Moet(string veld, string zin)
    {
        var waarde = this[veld];
        if (waarde.Length == 0) Fout(veld, zin);
        return waarde;
    }

    /// <summary>A text of at most so many characters; a longer one is told.</summary>
    public string Hoogstens(string veld, int tekens)
    {
        var waarde = this[veld];
        if (waarde.Length > tekens)
            Fout(veld, $"Gebruik hoogstens {tekens.ToString(System.Globalization.CultureInfo.InvariantCulture)} tekens");
        return waarde;
    }

    /// <summary>An amount in euros; null when it is empty, or wrong and told.</summary>
    public decimal? Bedrag(string veld) => Getal(veld, Getalsoort.Bedrag);

    /// <summary>A percentage; null when it is empty, or wrong and told.</summary>
    public decimal? Procent(string veld) => Getal(veld, Getalsoort.Procent);

    private decimal? Getal(string veld, Getalsoort soort)
    {
        if (!Lezer.Getal(this[veld], soort, out var getal, out var fout)) Fout(veld, fout);
        else if (getal is { } gelezen) begrepen[Id(veld)] = Lezer.Schrijf(gelezen, soort);
        return getal;
    }

    /// <summary>A whole number between bounds; null when it is empty, or wrong and told.</summary>
    public int? Heel(string veld, int min = 0, int max = int.MaxValue)
    {
        if (!Lezer.Heel(this[veld], min, max, out var getal, out var fout)) Fout(veld, fout);
        else if (getal is { } gelezen) begrepen[Id(veld)] = gelezen.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return getal;
    }

    /// <summary>A date; null when it is empty, or wrong and told.</summary>
    public DateOnly? Dag(string veld)
    {
        if (!Lezer.Dag(this[veld], out var datum, out var fout)) Fout(veld, fout);
        return datum;
    }

    /// <summary>A date as a register takes it; null when it is empty, or wrong and told.</summary>
    public string? Datum(string veld) => Tijd.Veld(Dag(veld));

    /// <summary>A day and a time beside it, on the Dutch clock; null when both are empty, or wrong and told. A time without a day is wrong,
    /// and a day without a time too unless
    /// <paramref name="dagAlleen"/>.</summary>
    public DateTimeOffset? Moment(string dagveld, string tijdveld, bool dagAlleen = false)
    {
        if (!Lezer.Dag(this[dagveld], out var dag, out var fout)) { Fout(dagveld, fout); return null; }
        if (!Lezer.Klok(this[tijdveld], out var klok, out fout)) { Fout(tijdveld, fout); return null; }
        if (klok is null && (dag is null || dagAlleen)) return null;
        if (dag is null) Fout(dagveld, "Kies ook een dag");
        else if (klok is null) Fout(tijdveld, "Vul ook een tijd in, zoals 14.30");
        else if (Tijd.Op(dag.Value, klok.Value, out fout) is { } moment) return moment;
        else Fout(tijdveld, fout);
        return null;
    }

    /// <summary>Takes over why a register refused. Its own sentences are meant for people.</summary>
    /// <param name="fout">What it answered.</param>
    /// <param name="anders">The field at which is told what belongs to none of the form; empty for the form itself.</param>
    /// <param name="naar">Fields that are called otherwise: the register's name, and that in the form.</param>
    public void Weiger(Fout fout, string anders = "", params (string Register, string Veld)[] naar)
    {
        string Plaats(string naam)
        {
            // A field in a group (specificatie.formaat), a group, or a list with its items.
            var delen = naam.Split('.').TakeWhile(d => !d.All(char.IsAsciiDigit)).ToArray();
            for (var aantal = delen.Length; aantal > 0; aantal--)
            {
                var (heet, kort) = (string.Join('.', delen[..aantal]), string.Join('-', delen[..aantal]));
                if (Array.Find(naar, n => n.Register == heet).Veld is { } veld) return veld;
                if (Heeft(kort) || Namen.Any(n => n.StartsWith(kort + "-0", StringComparison.Ordinal))) return kort;
            }
            return anders;
        }
        if (fout.Status == StatusCodes.Status412PreconditionFailed)
        {
            Botsing("Iemand anders heeft dit intussen gewijzigd. Bij elk veld ziet u wat er nu staat. Pas uw tekst zo nodig aan en "
                + "verstuur opnieuw.");
        }
        else if (fout.IsVerboden)
        {
            Fout(anders, "Met uw rol mag u dit niet doen. Vraag het aan uw functioneel beheerder.");
        }
        else if (fout.Parameters.Count > 0)
        {
            foreach (var p in fout.Parameters) Fout(Plaats(p.Name), p.Reason);
        }
        else if (fout is { Status: >= 400 and < 500, Detail.Length: > 0 })
        {
            Fout(anders, fout.Detail);
        }
        else if (fout.Status == StatusCodes.Status504GatewayTimeout)
        {
            Fout(anders, "Het register antwoordde niet. Kijk eerst of uw wijziging is bewaard, en probeer het anders over een paar "
            + "minuten opnieuw.");
        }
        else
        {
            Fout(anders, "Dat lukt nu niet. Er is niets veranderd. Probeer het over een paar minuten opnieuw.");
        }
    }

    /// <summary>Says that somebody else was faster. The form that is shown again is made from what stands there now.</summary>
    public void Botsing(string zin)
    {
        Botst = true;
        Fout("", zin);
    }

    /// <summary>The forms with text that was not done: that which was sent, and those that were typed in before; each by its id,
    /// with what is for people to read. For when the page no longer shows the form itself.</summary>
    internal IEnumerable<(string Vak, IReadOnlyList<(string Veld, string Tekst)> Velden)> Onvoldaan() =>
        ook.Append(new(Vak, Wat.Length == 0 || Klaar ? [] : velden)).Select(o => (Vak: o.Key, Velden: Leesbaar(o.Key, o.Value)))
            .Where(v => v.Velden.Count > 0);

    // A key or an address says nothing to who reads.
    private static IReadOnlyList<(string Veld, string Tekst)> Leesbaar(string vak, Dictionary<string, StringValues> velden) =>
        [.. velden.Where(v => v.Key.StartsWith(vak + "-", StringComparison.Ordinal)
                && !v.Key.EndsWith(Geheim, StringComparison.Ordinal)).Select(v => (v.Key[(vak.Length + 1)..], v.Value.ToString().Trim()))
            .Where(v => v.Item2.Length > 0 && !Guid.TryParse(v.Item2, out _) && !Uri.IsWellFormedUriString(v.Item2, UriKind.Absolute))];

    // --- sent once, and kept ---

    /// <summary>A key that each form gets when it is shown: what comes with the same key and the same content is the same deed.
    /// Null on a form that has none.</summary>
    internal string? Sleutel => Rauw(Eenmaal) is { Length: > 0 and <= 64 } sleutel ? sleutel : null;

    /// <summary>What was sent, in short: two forms with the same say the same.</summary>
    internal string Afdruk()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Neem(string tekst)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tekst));
            hash.AppendData([0]);
        }
        foreach (var (naam, waarden) in velden.Where(v => v.Key is not (Merk or Bewijs or Ook)).OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            Neem(naam);
            foreach (var waarde in waarden) Neem(waarde ?? "");
        }
        Span<byte> stuk = stackalloc byte[4096];
        foreach (var bestand in bestanden ?? Enumerable.Empty<IFormFile>())
        {
            Neem($"{bestand.Name} {bestand.FileName} {bestand.Length}");
            using var inhoud = bestand.OpenReadStream();
            while (inhoud.Read(stuk) is > 0 and var gelezen) hash.AppendData(stuk[..gelezen]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What was typed, to keep for later: in the form that was sent, unless that was done, and in the other forms of the page.
    /// Null when there is nothing.</summary>
    /// <param name="gedaan">Whether it was done.</param>
    /// <param name="bewaart">Whether the text of the form with this proof may be kept.</param>
    internal byte[]? Tekst(bool gedaan, Func<string, bool> bewaart)
    {
        var alles = ook.Where(o => o.Value.TryGetValue(Bewijs, out var bewijs) && bewaart(bewijs.ToString())).ToDictionary();
        if (!gedaan && Wat.Length > 0 && bewaart(Rauw(Bewijs)))
        {
            alles[Vak] = velden.Where(v => v.Key is Uitgangspunt or Bewijs || v.Key.StartsWith(Vak + "-", StringComparison.Ordinal)
                && !v.Key.EndsWith(Geheim, StringComparison.Ordinal)).ToDictionary(v => v.Key, v => v.Value);
        }
        return alles.Count == 0 ? null : Encoding.UTF8.GetBytes(SchrijfOok(alles));
    }

    private static string SchrijfOok(Dictionary<string, Dictionary<string, StringValues>> ook) =>
        JsonSerializer.Serialize(ook.ToDictionary(o => o.Key, o => o.Value.ToDictionary(v => v.Key, v => v.Value.ToArray())));

    private static Dictionary<string, Dictionary<string, StringValues>> LeesOok(string json)
    {
        try
        {
            var gelezen = json.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(json);
            return gelezen?.ToDictionary(o => o.Key, o => o.Value.Where(v => !v.Key.EndsWith(Geheim, StringComparison.Ordinal))
                .ToDictionary(v => v.Key, v => new StringValues(v.Value))) ?? [];
        }
        catch (JsonException)
        {
            return []; // (the script writes it; whoever writes something else loses only that)
        }
    }

    private string Rauw(string naam) => velden.TryGetValue(naam, out var waarde) ? waarde.ToString() : "";
}
