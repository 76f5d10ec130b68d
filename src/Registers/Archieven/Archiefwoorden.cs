using Brink.Engine;
using Brink.Registers.Documenten;

namespace Brink.Registers.Archieven;

/// <summary>What an archive of an organisation must know of its registers.</summary>
public static class Archiefwoorden
{
    /// <summary>Where content is referred to, and how zaken and documents are described.</summary>
    public static Archiefkennis Kennis { get; } = new()
    {
        Inhouden = [(typeof(Documentversie), "sha256"), (typeof(Bestandsdeel), "sha256")],
        Beschrijf = Mdto.Beschrijf,
        Beschrijving = Mdto.Versie,
    };

    /// <summary>What makes a copy for tests of an archive: without personal data, each time with other pseudonyms.</summary>
    public static Testkopie Testkopie() => Proefkopie.Nieuw();
}
