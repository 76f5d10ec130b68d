using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace Brink.Engine;

/// <summary>What is asked.</summary>
internal sealed record Zoekopdracht
{
    [MaxLength(Zoektaal.Langst)] public required string Zoek { get; set; }

    /// <summary>One kind only.</summary>
    [MaxLength(50)] public string? Soort { get; set; }
    public int? Page { get; set; }

    /// <summary>At most so many of each kind, and no pages.</summary>
    public int? PerSoort { get; set; }
}

/// <summary>
/// Search over everything that definitions declare (<see cref="Definition{T}.Zoek"/>), within what the caller may see in lists:
/// <c>GET treffers</c>. It finds no persons, and takes no BSN: an address is kept in too many places.
/// </summary>
public sealed record Zoekvraag : Resource, IResource<Zoekvraag>
{
    /// <summary>From here on is not counted.</summary>
    public const int Most = 10_000;
    private const int PageSize = 20, MostPerSoort = 20, MostLookalikes = 20;

    public static void Define(Definition<Zoekvraag> d)
    {
        var like = Schema.Of<Zoekopdracht>();
        d.At("zoekvragen").With(Operation.None).Action(new ResourceAction("treffers", [], false, Run, Answer: typeof(Zoekantwoord))
        {
            Method = "GET",
            AtRoot = true,
            GoesByWhatItShows = true,
            Parameters = [.. like.Fields.Select(f => (f.Name, f))],
        });
    }

    private static async ValueTask<ActionResult> Run(ActionCall call)
    {
        var zoek = call.Parameters.GetValueOrDefault("zoek") as string ?? "";
        var soort = call.Parameters.GetValueOrDefault("soort") as string;
        var page = Number(call, "page", 1, 1 + Most / PageSize);
        var perSoort = call.Parameters.ContainsKey("perSoort") ? Number(call, "perSoort", 1, MostPerSoort) : 0;
        var s = call.Session;
        var all = s.Model.Definitions.Where(d => d.Zoekbaar is not null)
            .OrderBy(d => s.Model.Registers.ToList().IndexOf(d.Register)).ThenBy(d => d.Register.Resources.ToList().IndexOf(d)).ToList();
        var places = all.Select(d => new Place(d, s.Caller.For(d.Register.Component, d.ScopesFor(Operation.List))))
            .Where(p => !p.Rights.None).ToList();
        if (places.Count == 0) throw Session.Refuse(403, "permission_denied", "U hebt geen toestemming om dit te doen.");
        if (soort is not null && !all.Exists(d => d.Zoekbaar!.Soort == soort))
            throw Session.Refuse(400, "invalid", $"Kies uit: {string.Join(", ", all.Select(d => d.Zoekbaar!.Soort))}.", "soort");
        var terms = Terms(zoek);
        foreach (var place in places) await place.Find(s.Db, s.Model);
        await Count(s.Db, places, terms);
        var alike = false;
        if (places.TrueForAll(p => p.Count == 0) && await Widened(s.Db, terms) is { } wider)
        {
            await Count(s.Db, places, terms = wider);
            alike = places.Exists(p => p.Count > 0);
        }
        var asked = places.Where(p => p.Count > 0 && (soort is null || p.Soort == soort)).ToList();
        var total = asked.Sum(p => (long)p.Count);
        if (page > 1 && perSoort == 0 && (page - 1) * PageSize >= Math.Min(total, Most))
            throw Session.Refuse(404, "not_found", "Deze pagina bestaat niet.");
        var results = new List<Treffer>();
        var seen = new List<(Definition, Guid)>();
        var (skip, room) = perSoort > 0 ? (0, int.MaxValue) : ((page - 1) * PageSize, PageSize);
        foreach (var place in asked)
        {
            if (room == 0) break;
            if (skip >= Math.Min(place.Count, Most)) { skip -= Math.Min(place.Count, Most); continue; }
            var most = perSoort > 0 ? perSoort : room;
            foreach (var doc in await place.Rows(s.Db, terms, most, skip))
            {
                var resource = Documents.Read(place.Definition, doc);
                results.Add(Shown(s, place.Definition, resource));
                if (place.Definition.IsPersonal) seen.Add((place.Definition, resource.Uuid));
                room--;
            }
            skip = 0;
        }
        return new(new Zoekantwoord
        {
            Count = (int)Math.Min(total, Most),
            Meer = total > Most,
            Gelijkend = alike,
            WordtBijgewerkt = !await Zoekbouw.IsReady(s.Db, s.Model),
            Facetten = [.. places.Where(p => p.Count > 0).Select(p => new Zoekfacet
            {
                Soort = p.Soort,
                Naam = p.Definition.Zoekbaar!.Naam,
                Count = Math.Min(p.Count, Most),
                Meer = p.Count > Most,
            })],
            Results = results,
        })
        { Seen = seen };
    }

    private static int Number(ActionCall call, string name, int from, int most) => call.Parameters.GetValueOrDefault(name) switch
    {
        null => from,
        int n when n >= from && n <= most => n,
        _ => throw Session.Refuse(400, "invalid", $"Geef een getal van {from} tot en met {most}.", name),
    };

    private static IReadOnlyList<Zoekterm> Terms(string zoek)
    {
        if (zoek.Length > Zoektaal.Langst || zoek.Any(char.IsControl))
            throw Session.Refuse(400, "invalid", $"Gebruik hoogstens {Zoektaal.Langst} tekens.", "zoek");
        if (Zoektaal.Bsn(zoek) is not null)
            throw Session.Refuse(400, "bsn", "Dit is een burgerservicenummer. Zoek een persoon via 'Zoeken op persoon'.", "zoek");
        var terms = Zoektaal.Lees(zoek);
        return terms.Count switch
        {
            0 => throw Session.Refuse(400, "invalid", "Typ een woord dat zegt waar het over gaat.", "zoek"),
            > Zoektaal.Meeste => throw Session.Refuse(400, "invalid", $"Zoek op hoogstens {Zoektaal.Meeste} woorden tegelijk.", "zoek"),
            _ => terms,
        };
    }

    private static Treffer Shown(Session s, Definition d, Resource resource)
    {
        var url = d.Address(resource);
        return new()
        {
            Soort = d.Zoekbaar!.Soort,
            Titel = d.Zoekbaar.Titel(resource),
            Omschrijving = d.Zoekbaar.Omschrijving(resource),
            Url = url,
            Scherm = s.Scherm((d.Zoekbaar.Toont is { } toont ? toont(resource) : url) ?? "") ?? "",
        };
    }

    private static async ValueTask Count(Db db, List<Place> places, IReadOnlyList<Zoekterm> terms)
    {
        foreach (var place in places) await place.Tally(db, terms);
    }

    // Words that begin as a word that was typed, and words that differ from it by a typing error or two; null when there are none.
    private static async ValueTask<IReadOnlyList<Zoekterm>?> Widened(Db db, IReadOnlyList<Zoekterm> terms)
    {
        var wider = new List<Zoekterm>();
        foreach (var term in terms)
        {
            var more = new List<Zoekwijze>();
            if (term.IsWoord)
            {
                var stam = Stam.Van(term.Woord);
                var words = await db.Rows(
                    $"SELECT woord FROM zoek_woord WHERE woord >= $1 AND woord < $2 ORDER BY woord LIMIT {MostLookalikes}",
                    [stam, stam + '\u007f'], r => r.GetString(0));
                var keys = string.Join(", ", new[] { stam, term.Woord }.Distinct()
                    .SelectMany(w => Zoekindex.Weglatingen(w, w.Length > 7 ? 2 : 1)).Distinct()
                    .Select(k => k.ToString(CultureInfo.InvariantCulture)));
                var near = await db.Rows($"SELECT DISTINCT woord FROM zoek_gelijk WHERE sleutel IN ({keys})", [], r => r.GetString(0));
                words.AddRange(near.Select(w => (w, Apart: Math.Min(Zoekafstand.Van(stam, w), Zoekafstand.Van(term.Woord, w))))
                    .Where(w => w.Apart <= (stam.Length > 7 ? 2 : 1)).OrderBy(w => w.Apart).ThenBy(w => w.w, StringComparer.Ordinal)
                    .Take(MostLookalikes).Select(w => w.w));
                more.AddRange(words.Distinct().Select(w => new Zoekwijze([w])));
            }
            wider.Add(term with { Wijzen = [.. term.Wijzen, .. more] });
        }
        return wider.Zip(terms).Any(t => t.First.Wijzen.Count > t.Second.Wijzen.Count) ? wider : null;
    }

    // One kind of thing to look among, for one caller.
    private sealed class Place(Definition d, Rights rights)
    {
        private string within = "";

        public Definition Definition { get; } = d;
        public Rights Rights { get; } = rights;
        public string Soort => Definition.Zoekbaar!.Soort;

        /// <summary>How many there are, up to one more than is counted.</summary>
        public int Count { get; private set; }

        private bool nothing;

        /// <summary>Which kringen the caller may see: by the very condition of a list.</summary>
        public async ValueTask Find(Db db, Model model)
        {
            if (Rights.All) return;
            var q = new Query(Definition, model).Within(Rights);
            var kringen = q.Nothing ? [] : await db.Rows($"SELECT t.id FROM {Zoekindex.Kringen(Definition)} t WHERE {q.Where}",
                q.Parameters, r => r.GetInt64(0).ToString(CultureInfo.InvariantCulture));
            nothing = kringen.Count == 0;
            within = string.Join(',', kringen);
        }

        public async ValueTask Tally(Db db, IReadOnlyList<Zoekterm> terms)
        {
            if (nothing) return;
            var (where, values) = Where(db, terms);
            Count = (int)await db.Number(
                $"SELECT count(*) FROM (SELECT 1 FROM {Zoekindex.Tabel(Definition)} f WHERE {where} LIMIT {Most + 1}) x", values);
        }

        public ValueTask<List<byte[]>> Rows(Db db, IReadOnlyList<Zoekterm> terms, int most, int skip)
        {
            var (where, values) = Where(db, terms);
            var key = "f." + Zoekindex.Sleutel(db);
            var page = string.Create(CultureInfo.InvariantCulture, $"ORDER BY {key} DESC LIMIT {most} OFFSET {skip}");
            return db.Rows($"SELECT d.doc FROM (SELECT {key} AS rij FROM {Zoekindex.Tabel(Definition)} f WHERE {where} {page}) x "
                + $"JOIN {Definition.Table} d ON d.id = x.rij >> {Zoekindex.Bits} ORDER BY x.rij DESC", values, r => r.GetBytes(0));
        }

        // PostgreSQL must know the words when it plans (a common one is met soon going back from the newest, a rare one is looked up):
        // so there they stand in the statement itself. A sign holds letters and digits only.
        private (string Where, IReadOnlyList<object?> Values) Where(Db db, IReadOnlyList<Zoekterm> terms)
        {
            if (db.IsPostgres)
            {
                return ($"f.tekens @@ '{Tsquery(terms)}'::tsquery"
                    + (Rights.All ? "" : $" AND (f.rij & {Zoekindex.Masker}) = ANY('{{{within}}}'::bigint[])"), []);
            }
            var match = $"f.{Zoekindex.Tabel(Definition)} MATCH $1"; // (without detail a column cannot be asked, only the whole)
            return Rights.All ? (match, [Match(terms)])
                : ($"{match} AND (f.rowid & {Zoekindex.Masker}) IN (SELECT value FROM json_each($2))",
                    [Match(terms), $"[{within}]"]);
        }

        private static string Match(IReadOnlyList<Zoekterm> terms) => Written(terms, " AND ", " OR ",
            (sign, begins) => $"\"{sign}\"{(begins ? " *" : "")}");

        private static string Tsquery(IReadOnlyList<Zoekterm> terms) => Written(terms, " & ", " | ",
            (sign, begins) => $"''{sign}''{(begins ? ":*" : "")}");

        // All of the words, each in one of its ways, each way with all of its signs.
        private static string Written(IReadOnlyList<Zoekterm> terms, string and, string or, Func<string, bool, string> one) =>
            string.Join(and, terms.Select(t => "(" + string.Join(or, t.Wijzen.Select(w =>
                "(" + string.Join(and, w.Tekens.Select(k => one(Safe(k), w.Begin))) + ")")) + ")"));

        // No text has this sign.
        private const string Nowhere = "¦¦";

        private static string Safe(string sign)
        {
            foreach (var rune in sign.EnumerateRunes())
                if (!Rune.IsLetterOrDigit(rune) && rune.Value is not (Zoektaal.Deel or Zoektaal.Voluit)) return Nowhere;
            return sign;
        }
    }
}
