using System.ComponentModel.DataAnnotations;
using System.Text;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>The line of a complaint, as the program of the holder made it.</summary>
public sealed record Klachtvraag
{
    [MaxLength(20_000), NotBlank] public required string Inhoud { get; set; }
}

// A complaint is judged at once, by what anybody can judge it by. It is right: the line goes on the chain and the ceremony is over.
// It is not: that is kept, with who complained.
public sealed partial record Ceremonie
{
    private static async ValueTask<ActionResult> Klaag(ActionCall c)
    {
        var (n, inhoud) = ((Ceremonie)c.Subject!, ((Klachtvraag)c.Body!).Inhoud);
        var houder = Ceremonieregel.Beller(c.Session, c.Definition, n);
        if (n.Status != Ceremoniestatus.Ronde3 || houder.Rondes >= Rondes)
        {
            throw Session.Refuse(409, "c11-ronde", n.Status == Ceremoniestatus.Ronde3 ? "U hebt de sleutel al aanvaard."
                : "Een klacht hoort bij ronde 3.");
        }
        var regels = await Ceremonieregel.Regels(c.Session, n);
        var (fout, regel, over) = c.Session.Outside($"klacht {n.Uuid} {n.Hoofd} {Stembord.Bord.Volgcode(inhoud)}",
            _ => Task.FromResult(Beoordeel(regels, inhoud, houder.Nr)));
        if (fout is not null) return new(null, [new Fault("inhoud", "c11-klacht", fout)]);
        if (n.Klachten.Exists(k => k.Klager == houder.Nr && k.Over == over))
            return new(null, [new Fault("inhoud", "c11-klacht", "Deze klacht is al beoordeeld.")]);
        n.Klachten.Add(new() { Klager = houder.Nr, Over = over, Terecht = regel is not null, Op = c.Session.Now, Inhoud = inhoud });
        if (regel is not null)
        {
            await Ceremonieregel.Voeg(c.Session, n, c.Definition.Address(n), regel, houder.Nr);
            n.Mislukt($"De klacht van {houder.Naam} over {n.Houders[over - 1].Naam} is terecht: "
                + $"het deel dat {n.Houders[over - 1].Naam} stuurde, past niet bij wat was vastgelegd.");
        }
        await c.Save(n);
        return new(n);
    }

    // The line when the complaint is right; none when it is not.
    private static (string? Fout, Stembord.Regel? Regel, int Over) Beoordeel(List<Stembord.Regel> regels, string inhoud, int houder)
    {
        try
        {
            var (stand, klacht) = (Stembord.Ceremonie.Van(regels), Stembord.Bord.LeesRegel<Stembord.Klacht>(inhoud));
            if (klacht.Houder != houder) return ("Deze klacht is van een andere sleutelhouder.", null, 0);
            return (null, stand.Beoordeel(klacht) == Stembord.Oordeel.Ongegrond ? null : stand.Met(Stembord.Ceremonie.Bezwaar, inhoud)
                .Regels[^1], klacht.Over);
        }
        catch (FormatException e) { return (e.Message, null, 0); }
    }

    // For whoever wants to check a key: from the moment that a board is public that was made with it. Before,
    // for the members and the holders. Who has only a part sees of which votes its signature and its part are asked, and no other vote.
    private static async ValueTask<ActionResult> Stemmingen(ActionCall c)
    {
        var stemmingen = c.Session.Model.Of(typeof(Stemming));
        return new((await c.Session.Find<Stemming>(q => { q.Is("ceremonie", (Ceremonie)c.Subject!); q.OrderBy = "t.id"; }))
            .Select(s => new Sleutelstemming
            {
                Stemming = new(stemmingen.Address(s)),
                Onderwerp = s.Onderwerp,
                Status = s.Status,
                GeslotenOp = s.GeslotenOp,
            }).ToList());
    }

    private static async ValueTask<ActionResult> ToonKeten(ActionCall c)
    {
        var n = (Ceremonie)c.Subject!;
        if (!c.Session.Allowed(c.Definition, n, Inzien))
        {
            var borden = 0;
            foreach (var s in await c.Session.Find<Stemming>(q => q.Is("ceremonie", n)))
                if (await new Openbaar(c.Session).Bord(s)) borden++;
            if (borden == 0) throw Session.Refuse(404, "not_found", "Niet gevonden.");
        }
        if (n.Regels == 0) throw Session.Refuse(404, "not_found", "Deze ceremonie is nog niet begonnen.");
        var bestand = Stembord.Bord.Schrijf(new { Stembord.Ceremonie.Formaat, Regels = await Ceremonieregel.Regels(c.Session, n) });
        return new(null, Blob: Blob.Of(Encoding.UTF8.GetBytes(bestand), "application/json", "ceremonie.json"));
    }
}
