using System.Security.Cryptography;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

/// <summary>The key with which an organisation signs outcomes (ECDSA on P-256 with SHA-256), made when it is first needed.
/// The private half is kept protected.</summary>
public sealed record Ondertekensleutel : Resource, IResource<Ondertekensleutel>
{
    public required string Naam { get; set; }

    /// <summary>SubjectPublicKeyInfo, in base64.</summary>
    public required string Publiek { get; set; }
    public required string Geheim { get; set; }

    public static void Define(Definition<Ondertekensleutel> d) => d.At("ondertekensleutels").Internal().Key(s => s.Naam).Unique("naam");

    /// <summary>Signs a text: the signature and the public key, in base64.</summary>
    internal static async ValueTask<(string Handtekening, string Publiek)> Teken(Session s, string tekst)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sleutel = (await s.Find<Ondertekensleutel>(q => q.Is("naam", "uitslag"))).FirstOrDefault();
        if (sleutel is null)
        {
            await s.Create(sleutel = new()
            {
                Naam = "uitslag",
                Publiek = Convert.ToBase64String(ecdsa.ExportSubjectPublicKeyInfo()),
                Geheim = s.Protect(Convert.ToBase64String(ecdsa.ExportPkcs8PrivateKey())),
            });
        }
        else
        {
            ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(s.Reveal(sleutel.Geheim)), out _);
        }
        return (Convert.ToBase64String(ecdsa.SignData(System.Text.Encoding.UTF8.GetBytes(tekst), HashAlgorithmName.SHA256)),
            sleutel.Publiek);
    }
}
