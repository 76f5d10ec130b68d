using System.Globalization;
using System.Text.Json;
using Brink.Engine;
using Brink.Registers.Besluiten;
using Brink.Registers.Catalogi;
using Brink.Registers.Referentielijsten;

namespace Brink.Registers.Zaken;

public sealed partial record Zaak
{
    private static async ValueTask ZaaktypeGepubliceerd(Change<Zaak> c)
    {
        if (c.Updating) c.MayNotChange(z => z.Zaaktype);
        if (c.Creating) Typen.MagGebruikt(c, "zaaktype", await c.Get(c.New.Zaaktype));
    }

    private static async ValueTask UniekeIdentificatie(Change<Zaak> c)
    {
        var (zaak, oud) = (c.New, c.Old);
        if (c.Deleting) return;
        if (oud is not null)
        {
            // A PUT that leaves the number out means the number that the zaak has.
            if (zaak.Identificatie.Length == 0) zaak.Identificatie = oud.Identificatie;
            if (!c.Has(z => z.Registratiedatum)) zaak.Registratiedatum = oud.Registratiedatum;
            c.MayNotChange(z => z.Identificatie);
            if (zaak.Bronorganisatie == oud.Bronorganisatie || zaak.Identificatie != oud.Identificatie) return;
        }
        else
        {
            if (!c.Has(z => z.Registratiedatum)) zaak.Registratiedatum = c.Today;
            if (zaak.Identificatie.Length == 0)
            {
                // A request that is refused anyhow takes no number.
                if (c.Faults.Count == 0) zaak.Identificatie = (await NieuweNummers(c.Session, zaak.Bronorganisatie, 1))[0];
                return;
            }
        }
        if (await c.Any<Zaak>(q => q.Is("identificatie", zaak.Identificatie).Is("bronorganisatie", zaak.Bronorganisatie)))
        {
            c.Fault("identificatie", "identificatie-niet-uniek",
                "Deze bronorganisatie heeft al een zaak met deze identificatie. Kies een andere, of laat het veld weg.");
        }
    }

    /// <summary>Numbers that no zaak of this bronorganisatie has and that are never given again.</summary>
    private static async ValueTask<IReadOnlyList<string>> NieuweNummers(Session session, string bronorganisatie, int aantal)
    {
        // Zaken that were brought in from elsewhere may have numbers of the same form: then the counter jumps, ever further.
        for (var sprong = 1; ; sprong = Math.Min(sprong * 2, 1 << 20))
        {
            var eerste = await session.Next("zaak", aantal);
            string Nummer(long n) => string.Create(CultureInfo.InvariantCulture, $"ZAAK-{session.Today.Year}-{n:D10}");
            var (van, tot) = (Nummer(eerste), Nummer(eerste + aantal - 1));
            if (!await session.Any<Zaak>(q => q.Compares("identificatie", ">=", van).Compares("identificatie", "<=", tot)
                .Is("bronorganisatie", bronorganisatie)))
            {
                return [.. Enumerable.Range(0, aantal).Select(i => Nummer(eerste + i))];
            }
            await session.Next("zaak", sprong);
        }
    }

    private static async ValueTask<ActionResult> Reserveer(ActionCall call)
    {
        var vraag = (ZaaknummerReservering)call.Body!;
        var nummers = await NieuweNummers(call.Session, vraag.Bronorganisatie, vraag.Amount ?? vraag.Aantal);
        List<GereserveerdZaaknummer> antwoord = [.. nummers.Select(n => new GereserveerdZaaknummer { Zaaknummer = n })];
        return new ActionResult(antwoord.Count == 1 ? antwoord[0] : antwoord);
    }

    private static async ValueTask VertrouwelijkheidVanZaaktype(Change<Zaak> c)
    {
        // In a PATCH an absent field keeps its value; elsewhere it means that of the zaaktype.
        if (c.Operation is Operation.Create or Operation.Put && !c.Has(z => z.Vertrouwelijkheidaanduiding) && await c.Get(c.New.Zaaktype)
            is { } zaaktype)
        {
            c.New.Vertrouwelijkheidaanduiding = zaaktype.Vertrouwelijkheidaanduiding;
        }
    }

    // As Open Zaak does since 1.25. Many clients write null where they mean that they do not say.
    private static async ValueTask TermijnenVanZaaktype(Change<Zaak> c)
    {
        if (!c.Creating || await c.Get(c.New.Zaaktype) is not { } zaaktype) return;
        c.New.EinddatumGepland ??= zaaktype.Servicenorm?.AfterOrNull(c.New.Startdatum);
        // The doorlooptijd is the term that the law sets; a servicenorm is a promise.
        c.New.UiterlijkeEinddatumAfdoening ??= Termijnenwet.Einde(c.New.Startdatum, zaaktype.Doorlooptijd);
    }

    private static async ValueTask CommunicatiekanaalBestaat(Change<Zaak> c)
    {
        var url = c.New.Communicatiekanaal;
        if (c.Deleting || url.Length == 0 || url == c.Old?.Communicatiekanaal) return;
        if (url.StartsWith("~/", StringComparison.Ordinal))
        {
            if (await c.Get(new Ref<Communicatiekanaal>(url)) is not null) return;
            if (await c.Session.Exists(url))
                c.Fault("communicatiekanaal", "invalid-resource", "Op dit adres staat geen communicatiekanaal.");
            else c.Fault("communicatiekanaal", "bad-url", "Dit communicatiekanaal bestaat niet.");
        }
        else if (await c.Fetch(url) is not { } kanaal)
        {
            c.Fault("communicatiekanaal", "bad-url", "Op dit adres is geen communicatiekanaal op te halen.");
        }
        else if (!new[] { "url", "naam", "omschrijving" }.All(naam => kanaal.ValueKind == JsonValueKind.Object
            && kanaal.TryGetProperty(naam, out var waarde)
            && waarde.ValueKind == JsonValueKind.String))
        {
            c.Fault("communicatiekanaal", "invalid-resource",
                "Op dit adres staat geen communicatiekanaal (met url, naam en omschrijving).");
        }
    }

    private static async ValueTask SelectielijstklasseBestaat(Change<Zaak> c)
    {
        var url = c.New.Selectielijstklasse;
        if (c.Deleting || url.Length == 0 || url == c.Old?.Selectielijstklasse) return;
        if (url.StartsWith("~/", StringComparison.Ordinal) ? !await c.Session.Exists(url) : await c.Fetch(url) is null)
            c.Fault("selectielijstklasse", "bad-url", "Op dit adres is geen klasse van de selectielijst op te halen.");
    }

    private static async ValueTask HoofdzaakIsGeenDeelzaak(Change<Zaak> c)
    {
        if (c.Deleting || c.New.Hoofdzaak is not { IsEmpty: false } hoofdzaak || hoofdzaak == c.Old?.Hoofdzaak) return;
        if (hoofdzaak == c.Self)
        {
            c.Fault("hoofdzaak", "self-forbidden", "Een zaak kan geen deelzaak van zichzelf zijn.");
        }
        else if (c.New.Deelzaken.Count > 0)
        {
            c.Fault("hoofdzaak", "deelzaak-als-hoofdzaak", "Deze zaak heeft zelf deelzaken en kan dus geen deelzaak worden.");
        }
        else if (await c.Lock(hoofdzaak) is not { } gekozen)
        {
            return;
        }
        // Whether there is a zaak that one may not see, is not told either.
        else if (!c.Session.Allowed(c.Definition, gekozen, "zaken.lezen"))
        {
            c.Fault("hoofdzaak", "does_not_exist", "Dit adres is geen zaak van deze organisatie.");
        }
        else if (gekozen.Hoofdzaak is { IsEmpty: false })
        {
            c.Fault("hoofdzaak", "deelzaak-als-hoofdzaak",
                "Deze hoofdzaak is zelf een deelzaak. Kies de hoofdzaak daarvan.");
        }
    }

    private static ValueTask BetalingPast(Change<Zaak> c)
    {
        var zaak = c.New;
        zaak.BetalingsindicatieWeergave = zaak.Betalingsindicatie switch
        {
            Registers.Betalingsindicatie.Nvt => "Aan deze zaak zijn geen kosten verbonden.",
            Registers.Betalingsindicatie.NogNiet => "De kosten van deze zaak zijn nog niet betaald.",
            Registers.Betalingsindicatie.Gedeeltelijk => "De kosten van deze zaak zijn voor een deel betaald.",
            Registers.Betalingsindicatie.Geheel => "De kosten van deze zaak zijn helemaal betaald.",
            _ => "",
        };
        if (c.Deleting || zaak.LaatsteBetaaldatum is not { } betaald) return default;
        if (zaak.Betalingsindicatie == Registers.Betalingsindicatie.Nvt)
        {
            // Whoever changes the indication to 'nvt' thereby clears the date that was there;
            // a new date for a zaak that costs nothing is a mistake.
            if (betaald == c.Old?.LaatsteBetaaldatum)
            {
                zaak.LaatsteBetaaldatum = null;
            }
            else
            {
                c.Fault("laatsteBetaaldatum", "betaling-nvt",
                    "Een zaak zonder kosten (betalingsindicatie nvt) heeft geen betaaldatum. Laat het veld leeg.");
            }
        }
        else if (betaald > c.Now.AddMinutes(5) && betaald != c.Old?.LaatsteBetaaldatum)
        {
            c.Fault("laatsteBetaaldatum", "future_not_allowed", "De laatste betaaldatum mag niet in de toekomst liggen.");
        }
        return default;
    }

    private static async ValueTask ProductenVanZaaktype(Change<Zaak> c)
    {
        if (c.Deleting || c.New.ProductenOfDiensten.Count == 0 || await c.Get(c.New.Zaaktype) is not { } zaaktype) return;
        if (c.New.ProductenOfDiensten.Except(zaaktype.ProductenOfDiensten).Any())
            c.Fault("productenOfDiensten", "invalid-products-services", "Kies alleen producten of diensten die het zaaktype noemt.");
    }

    private static async ValueTask HoudDeelzakenBij(Change<Zaak> c)
    {
        var (oud, nieuw) = (c.Old?.Hoofdzaak, c.Deleting ? null : c.New.Hoofdzaak);
        if (oud == nieuw) return;
        // Both zaken changed, and their trails say so.
        if (oud is { } vorige && await c.Lock(vorige) is { } verlaten && verlaten.Deelzaken.Remove(c.Self)) await c.Save(verlaten);
        if (nieuw is { } gekozen && await c.Lock(gekozen) is { } hoofdzaak)
        {
            hoofdzaak.Deelzaken.Add(c.Self);
            await c.Save(hoofdzaak);
        }
    }

    // The parts of a zaak go by themselves; its deelzaken are zaken of their own, and its besluiten stay without it.
    private static async ValueTask VernietigAanhang(Change<Zaak> c)
    {
        if (!c.Deleting) return;
        foreach (var deelzaak in c.New.Deelzaken.ToList())
        {
            if (await c.Get(deelzaak) is { } deel)
            {
                await MaakBesluitenLos(c, deelzaak);
                await c.Delete(deel);
            }
        }
        await MaakBesluitenLos(c, c.Self);
    }

    private static async ValueTask MaakBesluitenLos(Change c, Ref<Zaak> zaak)
    {
        foreach (var besluit in await c.Find<Besluit>(q => q.Is("zaak", zaak)))
        {
            besluit.Zaak = default;
            await c.Save(besluit);
        }
    }
}
