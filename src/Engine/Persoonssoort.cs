namespace Brink.Engine;

/// <summary>What a field tells of a natural person.</summary>
public enum Persoonssoort { Naam, Voornaam, Voorvoegsel, Voorletters, Straat, Plaats, Huisnummer, Geboortedatum, Email }

/// <summary>A field that tells of a natural person, and what: a copy for tests has another value of the same kind there, the same for
/// the same person. What is not marked is taken for free text, which a copy does not have at all.</summary>
/// <param name="soort">What it tells.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersoonlijkAttribute(Persoonssoort soort) : Attribute
{
    public Persoonssoort Soort { get; } = soort;
}
