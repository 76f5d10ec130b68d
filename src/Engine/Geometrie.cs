using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Brink.Engine;

/// <summary>A geometry as GeoJSON (RFC 7946) in EPSG:4326, kept as it was sent.</summary>
public sealed class Geometrie(JsonElement json)
{
    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory() } };
    private Geometry? shape;

    public JsonElement Json { get; } = json;
    public Geometry Shape => shape ??= Json.Deserialize<Geometry>(GeoJson)!;

    /// <summary>Reads a geometry; says in <paramref name="why"/> what is wrong with one that is none. At most 10,000 points.</summary>
    public static bool TryRead(JsonElement json, out Geometrie? geometry, out string why)
    {
        geometry = null;
        why = "Dit is geen geldige GeoJSON-geometrie.";
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            var shape = json.Deserialize<Geometry>(GeoJson);
            if (shape is null || shape.IsEmpty) return false;
            if (shape.NumPoints > 10_000) { why = "Een geometrie mag hoogstens 10.000 punten hebben."; return false; }
            if (shape.Coordinates.Any(c => !double.IsFinite(c.X) || !double.IsFinite(c.Y))) return false;
            if (shape.Coordinates.Any(c => Math.Abs(c.X) > 180 || Math.Abs(c.Y) > 90))
            {
                why = "In EPSG:4326 is de lengtegraad hoogstens 180 en de breedtegraad hoogstens 90, in die volgorde. "
                    + "Zijn dit RD-coördinaten (EPSG:28992)? Reken ze dan eerst om.";
                return false;
            }
            geometry = new Geometrie(json.Clone()) { shape = shape };
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or NotSupportedException
            or FormatException or OverflowException or IndexOutOfRangeException)
        {
            return false;
        }
    }

}
