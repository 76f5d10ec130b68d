using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Brink.Apps.Catalogusbeheer;

/// <summary>The values of a type between its JSON and a form: what was typed is kept until it can be read.</summary>
public static class Waarden
{
    /// <summary>The value at a name such as <c>specificatie.formaat</c>; null when there is none.</summary>
    public static JsonNode? Haal(JsonObject json, string naam)
    {
        JsonNode? at = json;
        foreach (var stap in naam.Split('.'))
        {
            at = (at as JsonObject)?[stap];
        }

        return at;
    }

    /// <summary>A value as the form shows it: lines for a list, words for a length of time.</summary>
    public static string Toon(Veld veld, JsonObject json) => (veld.Invoer, Haal(json, veld.Naam)) switch
    {
        (_, null) => "",
        (_, JsonArray lijst) => string.Join('\n', lijst.Select(x => x?.ToString())),
        (Invoer.Duur, var duur) => Tijd.Duur(duur.ToString()),
        (Invoer.JaNee, var waarde) => waarde.GetValueKind() == System.Text.Json.JsonValueKind.True ? "ja" : "nee",
        (_, var waarde) => waarde.ToString(),
    };

    /// <summary>What a form sent, by field: an entry that was not filled in is empty.</summary>
    public static Dictionary<string, string> Gestuurd(Soort soort, IFormCollection form) =>
        soort.Velden.ToDictionary(v => v.Naam,
            v => v.Invoer == Invoer.Vinkjes ? string.Join('\n', form[v.Id].OfType<string>()) : form[v.Id].ToString().ReplaceLineEndings("\n").Trim());

    /// <summary>The JSON of what was filled in. What cannot be read goes into <paramref name="fouten"/>, by field.</summary>
    public static JsonObject Lees(Soort soort, Dictionary<string, string> gestuurd, Dictionary<string, string> fouten)
    {
        var json = new JsonObject();
        foreach (var veld in soort.Velden)
        {
            var tekst = gestuurd.GetValueOrDefault(veld.Naam, "");
            if (veld.Verplicht && tekst.Length == 0)
            {
                fouten[veld.Naam] = $"Vul '{veld.Label}' in";
                continue;
            }

            JsonNode? waarde = veld.Invoer switch
            {
                Invoer.Regels or Invoer.Vinkjes =>
                    new JsonArray([.. tekst.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(r => (JsonNode)r)]),
                _ when tekst.Length == 0 => veld.Invoer is Invoer.Tekst or Invoer.Lang || veld.Naam is "selectielijstProcestype" or "archiefnominatie" ? "" : null,
                Invoer.JaNee => tekst == "ja",
                Invoer.Getal => Lezer.Heel(tekst, 0, int.MaxValue, out var getal, out var zin) ? getal : Fout(veld, zin),
                Invoer.Datum => Lezer.Dag(tekst, out var datum, out var zin) ? Tijd.Veld(datum) : Fout(veld, zin),
                Invoer.Duur => Tijd.Duur(tekst, out var duur) ? duur : Fout(veld, "Vul een getal in met dagen, weken, maanden of jaar, zoals: 8 weken"),
                _ => tekst,
            };
            // (Yes or no has no third value: what was not chosen is left out.)
            if (!fouten.ContainsKey(veld.Naam) && !(waarde is null && veld.Invoer is Invoer.JaNee))
            {
                Zet(json, veld.Naam, waarde);
            }
        }

        // Without a way to find the day there is no group at all.
        if (json["brondatumArchiefprocedure"] is JsonObject brondatum && string.IsNullOrEmpty(brondatum["afleidingswijze"]?.ToString()))
        {
            json["brondatumArchiefprocedure"] = null;
        }

        return json;

        JsonNode? Fout(Veld veld, string zin)
        {
            fouten[veld.Naam] = zin;
            return null;
        }
    }

    private static void Zet(JsonObject json, string naam, JsonNode? waarde)
    {
        var stappen = naam.Split('.');
        foreach (var stap in stappen[..^1])
        {
            json = json[stap] as JsonObject ?? (JsonObject)(json[stap] = new JsonObject());
        }

        json[stappen[^1]] = waarde;
    }
}
