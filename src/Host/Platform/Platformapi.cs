using System.Globalization;
using System.Text.Json;
using Brink.Engine;

namespace Brink.Host;

/// <summary>
/// The platform itself over HTTP, beside the organisations: <c>/platform/api/v1/…</c>.
/// <list type="bullet">
/// <item><c>GET status</c>: for everybody, without figures;</item>
/// <item><c>GET stand</c>: what an operator needs to know, and nothing of what is in an organisation;</item>
/// <item><c>GET meldingen</c>, <c>POST meldingen</c>, <c>POST meldingen/{id}/stappen</c>, <c>POST meldingen/{id}/einde</c>:
/// incidents and planned maintenance, for an operator.</item>
/// </list>
/// </summary>
public sealed partial class Platformapi(Settings settings, ApiSettings api, Wacht wacht, Platformdata data, TimeProvider klok,
    ILogger<Platformapi> logger)
{
    /// <summary>Where it is; no organisation can be called so.</summary>
    public const string Plaats = "platform";

    /// <summary>The client that the screens of an operator act as. (No role of an organisation has this name: they have no
    /// full stop.)</summary>
    public const string Client = OwnClients.Prefix + "platform.operator";

    private const int Bewaard = 90, MeesteTekst = 2_000, MeesteTitel = 100, MeesteBody = 64 * 1024;
    private static readonly TimeSpan Langst = TimeSpan.FromDays(7), Scheef = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    private readonly Access access = new(api, logger);
    private readonly Meldingen meldingen = new(data);

    /// <summary>Whether a path is one of the platform's own.</summary>
    public static bool Handles(PathString pad) => pad.StartsWithSegments("/" + Plaats + "/api");

    /// <summary>Answers a request.</summary>
    public async Task Invoke(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await Antwoord(http);
        }
        catch (RefusedException e)
        {
            if (e.RetryAfter is { } seconden) http.Response.Headers.RetryAfter = seconden.ToString(CultureInfo.InvariantCulture);
            if (e.Challenge is { } vraag) http.Response.Headers.WWWAuthenticate = vraag;
            await Problem.Write(http, e.Status, e.Code, e.Message);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            await Problem.Write(http, 400, "parse_error", "De inhoud is geen geldige JSON.");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException or IOException)
        {
            LogMislukt(logger, e);
            http.Response.Headers.RetryAfter = "5";
            await Problem.Write(http, 503, detail: "De gegevens van het platform zijn nu niet bereikbaar.");
        }
    }

    private async Task Antwoord(HttpContext http)
    {
        var rest = http.Request.Path.Value!.TrimEnd('/').Split('/').Skip(3).ToArray();
        if (!Handles(http.Request.Path) || rest is not ["v1", ..]) { await Problem.Write(http, 404); return; }
        // HEAD is answered as GET: the host leaves out what is in it.
        switch (http.Request.Method, rest[1..])
        {
            case ("GET", ["status"]):
                http.Response.Headers.CacheControl = "public, max-age=10";
                await http.Response.WriteAsJsonAsync(await Status(), Json, http.RequestAborted);
                return;
            case ("GET", ["stand"]):
                await access.Operator(http.Request);
                await http.Response.WriteAsJsonAsync(await Stand(), Json, http.RequestAborted);
                return;
            case ("GET", ["meldingen"]):
                await access.Operator(http.Request);
                await http.Response.WriteAsJsonAsync(new { results = (await wacht.Nu(vers: true)).Meldingen }, Json, http.RequestAborted);
                return;
            case ("POST", ["meldingen"]):
                await Nieuw(http, await access.Operator(http.Request));
                return;
            case ("POST", ["meldingen", var welke, "stappen" or "einde"]):
                await Verder(http, await access.Operator(http.Request), welke, rest[^1] == "einde");
                return;
        }
        var mag = rest[1..] switch
        {
            ["status" or "stand"] => "GET, HEAD",
            ["meldingen"] => "GET, HEAD, POST",
            ["meldingen", _, "stappen" or "einde"] => "POST",
            _ => "",
        };
        if (mag.Length == 0) { await Problem.Write(http, 404); return; }
        http.Response.Headers.Allow = mag + ", OPTIONS";
        if (HttpMethods.IsOptions(http.Request.Method)) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await Problem.Write(http, 405, detail: $"'{http.Request.Method}' kan hier niet. Wel: {mag}.");
    }

    /// <summary>What everybody may know: which organisations work, and what was told of incidents and maintenance.
    /// No figures, no causes.</summary>
    internal async Task<object> Status()
    {
        var (beeld, nu) = (await wacht.Nu(), klok.GetUtcNow());
        var openbaar = settings.Organisaties.Where(o => o.OpStatuspagina).ToList();
        var namen = openbaar.ToDictionary(o => o.Id, o => o.Naam);
        // Of who is left out of the list nothing is told, not even in what is told of others.
        var verteld = beeld.Meldingen.Where(m => !m.Vervallen
            && (m.Organisaties.Count == 0 || m.Organisaties.Any(namen.ContainsKey))).ToList();
        object Toon(Melding m) => new
        {
            id = m.Id,
            soort = m.Soort,
            titel = m.Titel,
            organisaties = m.Organisaties.Where(namen.ContainsKey).Select(o => namen[o]),
            begin = m.Begin,
            einde = m.Einde,
            vanzelf = m.Knoop.Length > 0,
            stappen = m.Stappen.Select(s => new { moment = s.Moment, tekst = s.Tekst }),
        };
        return new
        {
            moment = nu,
            organisaties = openbaar.Select(o => new { id = o.Id, naam = o.Naam, stand = beeld.Woord(o.Id, nu) }),
            nu = verteld.Where(m => m.IsNu(nu)).Select(Toon),
            gepland = verteld.Where(m => m.IsGepland(nu)).OrderBy(m => m.Begin).Select(Toon),
            voorbij = verteld.Where(m => m.Einde <= nu && m.Einde > nu.AddDays(-Bewaard)).OrderByDescending(m => m.Begin).Take(50)
                .Select(Toon),
        };
    }

    private async Task<object> Stand()
    {
        var (beeld, nu) = (await wacht.Nu(), klok.GetUtcNow());
        return new
        {
            moment = nu,
            organisaties = settings.Organisaties.Select(o =>
            {
                var (stand, omvang) = (beeld.Van(o.Id), beeld.Omvang.GetValueOrDefault(o.Id));
                var nagekeken = beeld.Nagekeken.GetValueOrDefault(o.Id);
                return new
                {
                    id = o.Id,
                    naam = o.Naam,
                    stand = stand?.Stand ?? "onbekend",
                    sinds = stand?.Sinds,
                    waarom = stand?.Waarom ?? "",
                    gemeld = beeld.Woord(o.Id, nu),
                    wacht = stand?.Wacht ?? 0,
                    geparkeerd = stand?.Geparkeerd ?? 0,
                    // Where its own administrator sees that work; an operator does not.
                    werkscherm = $"/{o.Id}/beheer/jobs",
                    verkeer = stand?.Verkeer ?? new Tellingen(0, 0, 0, 0),
                    gemeten = omvang?.Moment,
                    rijen = omvang?.Wat.Rijen,
                    geschat = omvang?.Wat.Geschat ?? false,
                    bytes = omvang?.Wat.Bytes,
                    nagekeken = nagekeken?.Moment,
                    ketenfouten = nagekeken?.Wat.Fouten,
                    bestanden = nagekeken?.Wat.Bestanden,
                    bestandsbytes = nagekeken?.Wat.Bytes,
                    archief = stand?.Archief?.Moment,
                    archiefbytes = stand?.Archief?.Bytes,
                    archieffout = stand?.Archief?.Fout ?? "",
                };
            }),
            knopen = beeld.Knopen.Select(k => new
            {
                naam = k.Naam,
                begonnen = k.Begonnen,
                gezien = k.Gezien,
                brink = k.Brink,
                dotnet = k.Dotnet,
                opslag = k.Opslag,
                indeling = k.Indeling,
                schijfVrij = k.SchijfVrij,
                schijfGrootte = k.SchijfGrootte,
            }),
            traag = beeld.Knopen.SelectMany(k => k.Traag).OrderByDescending(t => t.Tellingen.Binnen)
                .ThenByDescending(t => t.Tellingen.Langst).Take(10)
                .Select(t => new { organisatie = t.Organisatie, route = t.Route, verkeer = t.Tellingen }),
            fouten = beeld.Knopen.SelectMany(k => k.Fouten).GroupBy(f => (f.Organisatie, f.Route, f.Status)).Select(g => new
            {
                organisatie = g.Key.Organisatie,
                route = g.Key.Route,
                status = g.Key.Status,
                aantal = g.Count(),
                laatst = g.Max(f => f.Moment),
            }).OrderByDescending(f => f.laatst).Take(20),
        };
    }

    private sealed record Invoer(string? Soort, string? Titel, string? Tekst, IReadOnlyList<string>? Organisaties, DateTimeOffset? Begin,
        DateTimeOffset? Einde);

    private async Task Nieuw(HttpContext http, Caller wie)
    {
        var (invoer, nu, fouten) = (await Lees(http), klok.GetUtcNow(), new List<Fault>());
        void Fout(string veld, string zin) => fouten.Add(new(veld, "invalid", zin));
        var titel = (invoer.Titel ?? "").Trim();
        if (invoer.Soort is not (Melding.Storing or Melding.Onderhoud)) Fout("soort", "Kies storing of onderhoud.");
        if (titel.Length is 0 or > MeesteTitel) Fout("titel", $"Zeg in 1 tot {MeesteTitel} tekens wat er is.");
        var tekst = Tekst(invoer.Tekst, fouten);
        foreach (var o in (invoer.Organisaties ?? []).Where(o => settings.Organisaties.TrueForAll(s => s.Id != o)))
            Fout("organisaties", $"Er is geen organisatie '{o}'.");
        var (begin, einde) = (invoer.Begin ?? nu, invoer.Einde);
        if (invoer.Soort == Melding.Storing)
        {
            if (begin > nu + Scheef) Fout("begin", "Een storing is al begonnen. Komt er iets aan, plan dan onderhoud.");
            if (einde is not null) Fout("einde", "Een storing eindigt als u zegt dat zij voorbij is.");
        }
        else if (invoer.Soort == Melding.Onderhoud)
        {
            if (invoer.Begin is null) Fout("begin", "Zeg wanneer het onderhoud begint.");
            if (einde is null) Fout("einde", "Zeg wanneer het onderhoud klaar is.");
            else if (einde <= begin) Fout("einde", "Het einde moet na het begin liggen.");
            else if (einde <= nu) Fout("einde", "Dit is al voorbij.");
            else if (einde - begin > Langst) Fout("einde", $"Onderhoud duurt hoogstens {Langst.TotalDays:0} dagen.");
        }
        if (fouten.Count > 0) { await Problem.Write(http, 400, faults: fouten); return; }
        var melding = new Melding(Guid.CreateVersion7(nu), invoer.Soort!, titel, [.. (invoer.Organisaties ?? []).Distinct()], begin, einde,
            [new(nu, tekst, Naam(wie))]);
        await meldingen.Nieuw(melding);
        await Klaar(http, wie, invoer.Soort!, melding, StatusCodes.Status201Created);
    }

    private async Task Verder(HttpContext http, Caller wie, string welke, bool einde)
    {
        var (invoer, nu, fouten) = (await Lees(http), klok.GetUtcNow(), new List<Fault>());
        var tekst = Tekst(invoer.Tekst, fouten);
        if (!Guid.TryParseExact(welke, "D", out var id)) { await Problem.Write(http, 404); return; }
        if (fouten.Count > 0) { await Problem.Write(http, 400, faults: fouten); return; }
        var melding = await meldingen.Wijzig(id, m => m.Vervallen || einde && m.Einde <= nu ? null : m with
        {
            Stappen = [.. m.Stappen, new(nu, tekst, Naam(wie))],
            Einde = einde ? nu : m.Einde,
            Vervallen = einde && m.Begin > nu,
        });
        if (melding is null) { await Problem.Write(http, 404, detail: "Deze melding is er niet (meer), of is al voorbij."); return; }
        await Klaar(http, wie, einde ? "einde" : "stap", melding, StatusCodes.Status200OK);
    }

    private async Task Klaar(HttpContext http, Caller wie, string daad, Melding melding, int status)
    {
        LogDaad(logger, wie.ClientId, wie.UserId, daad, melding.Id);
        await wacht.Nu(vers: true); // so that pages show it at once
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(melding, Json, http.RequestAborted);
    }

    private static string Naam(Caller wie) => wie.UserWeergave.Length > 0 ? wie.UserWeergave
        : wie.UserId.Length > 0 ? wie.UserId : wie.ClientId;

    private static string Tekst(string? tekst, List<Fault> fouten)
    {
        tekst = (tekst ?? "").Trim().ReplaceLineEndings("\n");
        if (tekst.Length is 0 or > MeesteTekst) fouten.Add(new("tekst", "invalid", $"Schrijf in 1 tot {MeesteTekst} tekens op wat mensen moeten weten."));
        return tekst;
    }

    private static async Task<Invoer> Lees(HttpContext http)
    {
        if (http.Request.ContentLength > MeesteBody) throw new RefusedException(413, "too_large", $"De inhoud mag hoogstens {MeesteBody} bytes groot zijn.");
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } grens)
            grens.MaxRequestBodySize = MeesteBody;
        return await JsonSerializer.DeserializeAsync<Invoer>(http.Request.Body, Json, http.RequestAborted) ?? throw new JsonException();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Operator {Client} {Gebruiker}: {Daad} of {Melding}")]
    private static partial void LogDaad(ILogger logger, string client, string gebruiker, string daad, Guid melding);

    [LoggerMessage(Level = LogLevel.Error, Message = "The platform could not answer")]
    private static partial void LogMislukt(ILogger logger, Exception e);
}
