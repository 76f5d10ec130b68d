using Brink.Engine;

namespace Brink.Registers.Catalogi;

public sealed partial record Resultaattype
{
    private static async ValueTask VolgtSelectielijst(Change<Resultaattype> c)
    {
        if (c.Deleting || ArchiefBlijftGelijk(c)) return;
        var r = c.New;
        if (await c.Fetch(r.Resultaattypeomschrijving) is not { } omschrijving)
        {
            c.Fault("resultaattypeomschrijving", "bad-url", "Deze resultaattypeomschrijving is niet te vinden. Controleer de URL.");
        }
        else if (omschrijving.Tekst("omschrijving") is { } tekst && omschrijving.TryGetProperty("definitie", out _))
        {
            r.OmschrijvingGeneriek = tekst;
        }
        else
        {
            c.Fault("resultaattypeomschrijving", "invalid-resource",
                "Deze URL wijst geen resultaattypeomschrijving van de referentielijst aan.");
        }

        if (await c.Fetch(r.Selectielijstklasse) is not { } klasse)
        {
            c.Fault("selectielijstklasse", "bad-url", "Deze selectielijstklasse is niet te vinden. Controleer de URL.");
            return;
        }
        if (!Selectielijst.IsResultaat(klasse))
        {
            c.Fault("selectielijstklasse", "invalid-resource", "Deze URL wijst geen resultaat van de selectielijst aan.");
            return;
        }
        if (await c.Get(r.Zaaktype) is { SelectielijstProcestype.Length: > 0 } zaaktype
            && !Selectielijst.Zelfde(zaaktype.SelectielijstProcestype, klasse.Tekst("procesType")!))
        {
            c.Fault("nonFieldErrors", "procestype-mismatch",
                "De selectielijstklasse hoort bij een ander procestype dan het zaaktype. Kies er een van hetzelfde.");
        }
        r.Archiefnominatie ??= Selectielijst.Waardering(klasse);
        r.Archiefactietermijn ??= Selectielijst.Bewaartermijn(klasse);
    }

    private static async ValueTask AfleidingswijzePast(Change<Resultaattype> c)
    {
        if (c.Deleting || c.New.BrondatumArchiefprocedure is not { } brondatum || ArchiefBlijftGelijk(c)
            || await c.Fetch(c.New.Selectielijstklasse) is not { } klasse)
        {
            return;
        }
        Afleidingswijze? verplicht = klasse.Tekst("procestermijn") switch
        {
            "nihil" => Afleidingswijze.Afgehandeld,
            "ingeschatte_bestaansduur_procesobject" => Afleidingswijze.Termijn,
            _ => null,
        };
        if (verplicht is { } wijze && brondatum.Afleidingswijze != wijze)
        {
            c.Fault("nonFieldErrors", "invalid-afleidingswijze-for-procestermijn",
                $"Bij deze selectielijstklasse hoort de afleidingswijze '{EnumNames.Name(wijze)}'.");
        }
    }

    private static readonly Afleidingswijze[] VraagtDatumkenmerk = [Afleidingswijze.Eigenschap, Afleidingswijze.Zaakobject,
        Afleidingswijze.AnderDatumkenmerk];
    private static readonly Afleidingswijze[] VraagtObjecttype = [Afleidingswijze.Zaakobject, Afleidingswijze.AnderDatumkenmerk];
    private static readonly Afleidingswijze[] VraagtRegistratie = [Afleidingswijze.AnderDatumkenmerk];
    private static readonly Afleidingswijze[] VraagtProcestermijn = [Afleidingswijze.Termijn];

    /// <summary>A parameter that some ways of finding the brondatum require, and that does not go with the others.</summary>
    private static Func<Change<Resultaattype>,
    ValueTask> Brondatum(string veld, Func<BrondatumArchiefprocedure, bool> gevuld, Afleidingswijze[] nodigBij) => c =>
    {
        if (c.Deleting || c.New.BrondatumArchiefprocedure is not { } b) return ValueTask.CompletedTask;
        var (nodig, naam, wijze) = (nodigBij.Contains(b.Afleidingswijze), $"brondatumArchiefprocedure.{veld}",
            EnumNames.Name(b.Afleidingswijze));
        if (nodig && !gevuld(b)) c.Fault(naam, "required", $"Vul dit veld in: de afleidingswijze '{wijze}' vraagt erom.");
        if (!nodig && gevuld(b)) c.Fault(naam, "must-be-empty", $"Laat dit veld leeg: het hoort niet bij de afleidingswijze '{wijze}'.");
        return ValueTask.CompletedTask;
    };

    private static ValueTask EinddatumPast(Change<Resultaattype> c)
    {
        if (!c.Deleting && c.New.BrondatumArchiefprocedure is
            {
                EinddatumBekend: true,
                Afleidingswijze: Afleidingswijze.Afgehandeld or Afleidingswijze.Termijn
            } b)
        {
            c.Fault("brondatumArchiefprocedure.einddatumBekend", "must-be-empty",
                $"Laat dit veld weg: het hoort niet bij de afleidingswijze '{EnumNames.Name(b.Afleidingswijze)}'.");
        }
        return ValueTask.CompletedTask;
    }

    // The lists are on another server: a change that touches none of this must not fail because that one is away.
    private static bool ArchiefBlijftGelijk(Change<Resultaattype> c) => c.Old is { } oud && c.New is var r
        && (r.Resultaattypeomschrijving, r.Selectielijstklasse, r.Archiefnominatie, r.Archiefactietermijn, r.BrondatumArchiefprocedure)
            == (oud.Resultaattypeomschrijving, oud.Selectielijstklasse, oud.Archiefnominatie, oud.Archiefactietermijn,
                oud.BrondatumArchiefprocedure);
}
