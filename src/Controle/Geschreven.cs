using System.Globalization;
using System.Text;
using System.Text.Json;
using static Brink.Controle.Vorm;

namespace Brink.Controle;

/// <summary>How the content of each kind of line is written: there is one way. (Only line 0 of an old board has more.)</summary>
internal static class Geschreven
{
    /// <summary>Why the content of a line is not written in the one way that there is; null when it is.</summary>
    public static string? Fout(string soort, string inhoud, JsonElement json)
    {
        try
        {
            // What people wrote, may hold any sign; what programs write, holds those that are the same in every writing.
            return (soort is "instelling" or "ceremonie" || inhoud.All(c => c is >= ' ' and <= '~' and not '\\'))
                && Schrijf(soort, json) == inhoud ? null
                : "is niet geschreven zoals het formaat het vraagt.";
        }
        catch (Exception e) when (e is Fout || Vormfout(e)) { return "heeft niet de vorm van haar soort."; }
    }

    /// <summary>A ballot as it stands on a line of its own.</summary>
    public static string Biljet(JsonElement biljet) => Schrijf("biljet", biljet);

    private static string Schrijf(string soort, JsonElement e) => soort switch
    {
        "biljet" => $"{{\"lid\":{Aan(e, "lid")},{(e.TryGetProperty("vorige", out _) ? $"\"vorige\":{Aan(e, "vorige")}," : "")}\"opties\":{Lijst(e, "opties",
            o => $"{{\"a\":{Aan(o, "a")},\"b\":{Aan(o, "b")},\"bewijs\":{Lijst(o, "bewijs", Bewijstekst)}}}")},\"som\":{Bewijs(e, "som")}}}",
        "geopend" => $"{{\"biljet\":{Schrijf("biljet", e.GetProperty("biljet"))},\"opening\":{Openingtekst(e.GetProperty("opening"))}}}",
        "akkoord" => $"{{{Houder(e)},{Handtekening(e)}}}",
        "afsluiting" => $"{{\"geslotenOp\":{Aan(e, "geslotenOp")},\"biljetten\":{Geheeltekst(e.GetProperty("biljetten"))}}}",
        "deel" => $"{{{Houder(e)},\"opties\":{Lijst(e, "opties", o => $"{{\"d\":{Aan(o, "d")},\"bewijs\":{Bewijs(o, "bewijs")}}}")}}}",
        "uitslag" => $"{{\"stemmen\":{Lijst(e, "stemmen", Geheeltekst)}}}",
        "certificaat" => $"{{{Houder(e)},\"teken\":{Aan(e, "teken")},\"ontvang\":{Aan(e, "ontvang")},\"vastlegging\":{Aan(e, "vastlegging")},"
            + $"\"bewijsOntvang\":{Bewijs(e, "bewijsOntvang")},{Handtekening(e)}}}",
        "veelterm" => $"{{{Houder(e)},\"c\":{Lijst(e, "c", Aanhaal)},\"bewijs\":{Bewijs(e, "bewijs")},"
            + $"\"delen\":{Lijst(e, "delen", d => $"{{\"naar\":{Geheeltekst(d.GetProperty("naar"))},\"e\":{Aan(d, "e")},\"v\":{Aan(d, "v")}}}")},{Handtekening(e)}}}",
        "aanvaarding" => $"{{{Houder(e)},\"publiek\":{Aan(e, "publiek")},\"bewijs\":{Bewijs(e, "bewijs")},{Handtekening(e)}}}",
        "klacht" => $"{{{Houder(e)},\"over\":{Geheeltekst(e.GetProperty("over"))},\"gedeeld\":{Aan(e, "gedeeld")},\"bewijs\":{Bewijs(e, "bewijs")},{Handtekening(e)}}}",
        "instelling" => $"{{\"formaat\":{Aan(e, "formaat")},\"stemming\":{Aan(e, "stemming")},\"onderwerp\":{Aan(e, "onderwerp")},\"besluit\":{Aan(e, "besluit")},"
            + $"\"opties\":{Lijst(e, "opties", Aanhaal)},\"kiezers\":{Lijst(e, "kiezers", k => $"{{\"lid\":{Aan(k, "lid")},\"naam\":{Aan(k, "naam")}}}")},"
            + $"\"kiezersHash\":{Aan(e, "kiezersHash")},\"ceremonie\":{Lijst(e, "ceremonie", Regel)},\"k\":{Geheeltekst(e.GetProperty("k"))},"
            + $"\"sleutelhouders\":{Lijst(e, "sleutelhouders", h => $"{{\"naam\":{Aan(h, "naam")},\"publiek\":{Aan(h, "publiek")}}}")},\"publiek\":{Aan(e, "publiek")}}}",
        "ceremonie" => $"{{\"formaat\":{Aan(e, "formaat")},\"ceremonie\":{Aan(e, "ceremonie")},\"vergadering\":{Aan(e, "vergadering")},\"k\":{Geheeltekst(e.GetProperty("k"))},"
            + $"\"houders\":{Lijst(e, "houders", h => $"{{\"naam\":{Aan(h, "naam")},\"werkgever\":{Aan(h, "werkgever")}}}")}}}",
        _ => throw new Fout("een onbekende soort"),
    };

    private static string Houder(JsonElement e) => $"\"houder\":{Geheeltekst(e.GetProperty("houder"))}";
    private static string Handtekening(JsonElement e) => $"\"handtekening\":{Bewijs(e, "handtekening")}";
    private static string Bewijs(JsonElement e, string veld) => Bewijstekst(e.GetProperty(veld));
    private static string Bewijstekst(JsonElement e) => $"{{\"c\":{Aan(e, "c")},\"z\":{Aan(e, "z")}}}";
    private static string Openingtekst(JsonElement e) =>
        $"{{\"keuze\":{Geheeltekst(e.GetProperty("keuze"))},\"geheimen\":{Lijst(e, "geheimen", Aanhaal)}}}";
    private static string Regel(JsonElement r) =>
        $"{{\"nr\":{Geheeltekst(r.GetProperty("nr"))},\"soort\":{Aan(r, "soort")},\"inhoud\":{Aan(r, "inhoud")},"
        + $"\"vorige\":{Aan(r, "vorige")},\"hash\":{Aan(r, "hash")}}}";
    private static string Aan(JsonElement e, string veld) => Aanhaal(e.GetProperty(veld));
    private static string Geheeltekst(JsonElement e) => Geheel(e).ToString(CultureInfo.InvariantCulture);

    // A text as RFC 8785 writes it: only what must be told otherwise, is.
    private static string Aanhaal(JsonElement e)
    {
        var uit = new StringBuilder("\"");
        foreach (var c in e.GetString() ?? throw new Fout("Hier hoort een tekst."))
        {
            _ = c switch
            {
                '"' or '\\' => uit.Append('\\').Append(c),
                '\b' => uit.Append("\\b"),
                '\t' => uit.Append("\\t"),
                '\n' => uit.Append("\\n"),
                '\f' => uit.Append("\\f"),
                '\r' => uit.Append("\\r"),
                < ' ' => uit.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => uit.Append(c),
            };
        }
        return uit.Append('"').ToString();
    }

    private static string Lijst(JsonElement e, string veld, Func<JsonElement, string> een) =>
        $"[{string.Join(',', e.GetProperty(veld).EnumerateArray().Select(een))}]";
}
