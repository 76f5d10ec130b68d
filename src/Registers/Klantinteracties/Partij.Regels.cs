using Brink.Engine;

namespace Brink.Registers.Klantinteracties;

// What must hold when a partij is written, and what that changes in the addresses, accounts and identificatoren that are its own.
public sealed partial record Partij
{
    private static async ValueTask GeefNummer(Change<Partij> c) => c.New.Nummer = await Nummers.Kies(c, c.New.Nummer, c.Old?.Nummer);

    private static async ValueTask SoortPast(Change<Partij> c)
    {
        if (c.Deleting) return;
        // What was said about another kind of partij does not hold for this one.
        if (c.Updating && c.New.SoortPartij != c.Old!.SoortPartij
            && c.New.PartijIdentificatie?.GetType() == c.Old.PartijIdentificatie?.GetType())
        {
            c.New.PartijIdentificatie = null;
        }
        switch (c.New.PartijIdentificatie)
        {
            case PartijPersoon persoon: persoon.VolledigeNaam = Contactnaam.Volledig(persoon.Contactnaam); break;
            case PartijContactpersoon contact:
                contact.VolledigeNaam = Contactnaam.Volledig(contact.Contactnaam);
                if (contact.Uuid == Guid.Empty)
                    contact.Uuid = (c.Old?.PartijIdentificatie as PartijContactpersoon)?.Uuid ?? Guid.CreateVersion7();
                if (contact.WerkteVoorPartij is { } werkgever && await c.Get(werkgever) is { SoortPartij: not SoortPartij.Organisatie })
                {
                    c.Fault("partijIdentificatie.werkteVoorPartij.uuid", "invalid",
                        "Een contactpersoon werkt voor een partij van soort 'organisatie'.");
                }
                break;
        }
    }

    private static async ValueTask VoorkeurIsEigenAdres(Change<Partij> c)
    {
        if (c.Deleting) return;
        var eigen = c.New.DigitaleAdressen ?? await Eigenen<DigitaalAdres>(c, "verstrektDoorPartij");
        if (c.New.VoorkeursDigitaalAdres is { } voorkeur && !eigen.Contains(voorkeur))
        {
            if (c.Has(p => p.VoorkeursDigitaalAdres))
                c.Fault("voorkeursDigitaalAdres", "invalid", "Het voorkeursadres moet een van de digitale adressen van de partij zijn.");
            else c.New.VoorkeursDigitaalAdres = null;
        }
        if (c.New.DigitaleAdressen is null) return;
        var gezien = new HashSet<(SoortDigitaalAdres, string)>();
        foreach (var verwijzing in eigen)
        {
            if (await c.Get(verwijzing) is { Referentie.Length: > 0 } adres && !gezien.Add((adres.SoortDigitaalAdres, adres.Referentie)))
            {
                c.Fault("digitaleAdressen", "unique",
                    $"De partij zou twee adressen van dezelfde soort hebben met referentie '{adres.Referentie}'.");
            }
        }
    }

    private static async ValueTask VoorkeurIsEigenRekening(Change<Partij> c)
    {
        if (c.Deleting || c.New.VoorkeursRekeningnummer is not { } voorkeur) return;
        var eigen = c.New.Rekeningnummers ?? await Eigenen<Rekeningnummer>(c, "partij");
        if (eigen.Contains(voorkeur)) return;
        if (c.Has(p => p.VoorkeursRekeningnummer))
        {
            c.Fault("voorkeursRekeningnummer", "invalid",
            "Het voorkeursrekeningnummer moet een van de rekeningnummers van de partij zijn.");
        }
        else
        {
            c.New.VoorkeursRekeningnummer = null;
        }
    }

    private static async ValueTask<List<Ref<T>>> Eigenen<T>(Change<Partij> c, string kolom) where T : Resource =>
        c.Creating ? [] : [.. (await c.Session.Referring<T>(kolom, [c.New]))[c.New.Uuid]];

    private static async ValueTask KeurIdentificatoren(Change<Partij> c)
    {
        if (c.Deleting || c.New.PartijIdentificatoren is not { } regels) return;
        var gaanWeg = (await Overbodig(c, regels)).Select(i => i.Uuid).ToHashSet();
        foreach (var dubbel in regels.Where(r => r.Uuid != Guid.Empty).GroupBy(r => r.Uuid).Where(g => g.Count() > 1))
            c.Fault("partijIdentificatoren", "duplicated", $"De identificator met uuid {dubbel.Key} staat meer dan één keer in de lijst.");
        foreach (var soort in regels.GroupBy(r => r.PartijIdentificator.CodeSoortObjectId).Where(g => g.Count() > 1))
        {
            c.Fault("partijIdentificatoren", "invalid",
                $"Een partij kan maar één identificator hebben met codeSoortObjectId '{EnumNames.Name(soort.Key)}'.");
        }
        foreach (var (i, regel) in regels.Index())
        {
            var pad = $"partijIdentificatoren.{i}.";
            if (c.Creating && regel.IdentificeerdePartij is not null)
            {
                c.Fault(pad + "identificeerdePartij", "invalid",
                    "Laat dit veld weg: de identificator komt bij de partij die nu wordt gemaakt.");
            }
            if (regel.Uuid != Guid.Empty && await c.Get(Ref<PartijIdentificator>.To(regel.Uuid)) is null)
                c.Fault(pad + "uuid", "invalid", "Er is geen partij-identificator met deze uuid.");
            await regel.PartijIdentificator.Keur(c, pad, regel.Uuid, regel.SubIdentificatorVan, gaanWeg);
        }
    }

    private static async ValueTask<List<PartijIdentificator>> Overbodig(Change<Partij> c, List<EigenIdentificator> regels) =>
        c.Creating ? []
        : [.. (await c.Find<PartijIdentificator>(q => q.Is("identificeerdePartij", c.Self)))
            .Where(i => !regels.Exists(r => r.Uuid == i.Uuid))
            .OrderByDescending(i => i.SubIdentificatorVan is not null)];

    private static async ValueTask SchrijfIdentificatoren(Change<Partij> c)
    {
        if ((c.Deleting ? [] : c.New.PartijIdentificatoren) is not { } regels) return;
        // A vestiging goes before the business under whose number it stands.
        foreach (var weg in await Overbodig(c, regels)) await PartijIdentificator.Verwijder(c, weg);
        foreach (var regel in regels)
        {
            var identificator = regel.Uuid == Guid.Empty ? null : await c.Get(Ref<PartijIdentificator>.To(regel.Uuid));
            var nieuw = identificator is null;
            identificator ??= new PartijIdentificator { Nummer = regel.PartijIdentificator };
            identificator.Nummer = regel.PartijIdentificator;
            identificator.AnderePartijIdentificator = regel.AnderePartijIdentificator;
            identificator.SubIdentificatorVan = regel.SubIdentificatorVan;
            identificator.IdentificeerdePartij = c.Self;
            await (nieuw ? c.Create(identificator) : c.Save(identificator));
        }
    }

    private static async ValueTask KoppelAdressen(Change<Partij> c)
    {
        if (c.Deleting || c.New.DigitaleAdressen is not { } nieuwe) return;
        var oude = await Eigenen<DigitaalAdres>(c, "verstrektDoorPartij");
        foreach (var verwijzing in oude.Except(nieuwe))
            if (await c.Get(verwijzing) is { } adres) await DigitaalAdres.Verhuis(c, adres, null);
        foreach (var verwijzing in nieuwe.Except(oude))
            if (await c.Get(verwijzing) is { } adres) await DigitaalAdres.Verhuis(c, adres, c.Self);
    }

    private static async ValueTask KoppelRekeningen(Change<Partij> c)
    {
        if (c.Deleting || c.New.Rekeningnummers is not { } nieuwe) return;
        var oude = await Eigenen<Rekeningnummer>(c, "partij");
        foreach (var verwijzing in oude.Except(nieuwe))
            if (await c.Get(verwijzing) is { } rekening) await Rekeningnummer.Verhuis(c, rekening, null);
        foreach (var verwijzing in nieuwe.Except(oude))
            if (await c.Get(verwijzing) is { } rekening) await Rekeningnummer.Verhuis(c, rekening, c.Self);
    }

    // The contactpersonen of an organisation stay when it goes; for whom they worked is no longer known.
    private static async ValueTask WerktNietMeer(Change<Partij> c)
    {
        if (!c.Deleting) return;
        foreach (var partij in await c.Find<Partij>(q => q.Is("werkteVoorPartij", c.Self).Compares("uuid", "<>", c.New.Uuid)))
        {
            ((PartijContactpersoon)partij.PartijIdentificatie!).WerkteVoorPartij = null;
            await c.Save(partij);
        }
    }
}
