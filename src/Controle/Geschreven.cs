using System.Globalization;
using System.Text.Json;
using static Brink.Controle.Vorm;

namespace Brink.Controle;

/// <summary>How the content of each kind of line but the first is written: there is one way.</summary>
internal static class Geschreven
{
    /// <summary>Why the content of a line is not written in the one way that there is; null when it is.</summary>
    public static string? Fout(string soort, string inhoud, JsonElement json)
    {
        try { return inhoud.All(c => c is >= ' ' and <= '~' and not '\\') && Schrijf(soort, json) == inhoud ? null : "is niet geschreven zoals het formaat het vraagt."; }
        catch (Exception e) when (e is Fout || Vormfout(e)) { return "heeft niet de vorm van haar soort."; }
    }

    private static string Schrijf(string soort, JsonElement e) => soort switch
    {
        "biljet" => $"{{\"lid\":{Aan(e, "lid")},{(e.TryGetProperty("vorige", out _) ? $"\"vorige\":{Aan(e, "vorige")}," : "")}\"opties\":{Lijst(e, "opties",
            o => $"{{\"a\":{Aan(o, "a")},\"b\":{Aan(o, "b")},\"bewijs\":{Lijst(o, "bewijs", Bewijstekst)}}}")},\"som\":{Bewijs(e, "som")}}}",
        "geopend" => $"{{\"biljet\":{Schrijf("biljet", e.GetProperty("biljet"))},\"opening\":{Openingtekst(e.GetProperty("opening"))}}}",
        "akkoord" => $"{{{Houder(e)},{Handtekening(e)}}}",
        "afsluiting" => $"{{\"geslotenOp\":{Aan(e, "geslotenOp")},\"biljetten\":{Geheel(e.GetProperty("biljetten"))}}}",
        "deel" => $"{{{Houder(e)},\"opties\":{Lijst(e, "opties", o => $"{{\"d\":{Aan(o, "d")},\"bewijs\":{Bewijs(o, "bewijs")}}}")}}}",
        "uitslag" => $"{{\"stemmen\":{Lijst(e, "stemmen", Geheel)}}}",
        "certificaat" => $"{{{Houder(e)},\"teken\":{Aan(e, "teken")},\"ontvang\":{Aan(e, "ontvang")},\"vastlegging\":{Aan(e, "vastlegging")},"
            + $"\"bewijsOntvang\":{Bewijs(e, "bewijsOntvang")},{Handtekening(e)}}}",
        "veelterm" => $"{{{Houder(e)},\"c\":{Lijst(e, "c", c => $"\"{c.GetString()}\"")},\"bewijs\":{Bewijs(e, "bewijs")},"
            + $"\"delen\":{Lijst(e, "delen", d => $"{{\"naar\":{Geheel(d.GetProperty("naar"))},\"e\":{Aan(d, "e")},\"v\":{Aan(d, "v")}}}")},{Handtekening(e)}}}",
        "aanvaarding" => $"{{{Houder(e)},\"publiek\":{Aan(e, "publiek")},\"bewijs\":{Bewijs(e, "bewijs")},{Handtekening(e)}}}",
        "klacht" => $"{{{Houder(e)},\"over\":{Geheel(e.GetProperty("over"))},\"gedeeld\":{Aan(e, "gedeeld")},\"bewijs\":{Bewijs(e, "bewijs")},{Handtekening(e)}}}",
        _ => throw new Fout("een onbekende soort"),
    };

    private static string Houder(JsonElement e) => $"\"houder\":{Geheel(e.GetProperty("houder"))}";
    private static string Handtekening(JsonElement e) => $"\"handtekening\":{Bewijs(e, "handtekening")}";
    private static string Bewijs(JsonElement e, string veld) => Bewijstekst(e.GetProperty(veld));
    private static string Bewijstekst(JsonElement e) => $"{{\"c\":{Aan(e, "c")},\"z\":{Aan(e, "z")}}}";
    private static string Openingtekst(JsonElement e) => $"{{\"keuze\":{Geheel(e.GetProperty("keuze"))},\"geheimen\":{Lijst(e, "geheimen", g => $"\"{g.GetString()}\"")}}}";
    private static string Aan(JsonElement e, string veld) => $"\"{Tekst(e, veld)}\"";
    private static string Geheel(JsonElement e) => e.GetInt32().ToString(CultureInfo.InvariantCulture);
    private static string Lijst(JsonElement e, string veld, Func<JsonElement, string> een) => $"[{string.Join(',', e.GetProperty(veld).EnumerateArray().Select(een))}]";
}
