using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Brink.Tests;

/// <summary>Every package that Brink is built or tested with may be used in software under the EUPL-1.2:
/// read from the packages themselves.</summary>
public sealed class Licences
{
    private static readonly string[] Shipped = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "PostgreSQL",
        "EUPL-1.2", "CC0-1.0", "Unlicense"];

    /// <summary>What only the tests use does not travel along.</summary>
    private static readonly string[] Tested = [.. Shipped, "MPL-2.0"];

    [Fact]
    public void Packages_of_dotnet_may_be_used()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var seen = 0;
        var wrong = new List<string>();
        foreach (var file in Source.All.Where(f => f.Path.EndsWith("packages.lock.json", StringComparison.Ordinal)))
        {
            var allowed = file.Path.StartsWith("src/", StringComparison.Ordinal) ? Shipped : Tested;
            using var json = JsonDocument.Parse(file.Text);
            foreach (var framework in json.RootElement.GetProperty("dependencies").EnumerateObject())
            {
                foreach (var package in framework.Value.EnumerateObject().Where(p => p.Value.GetProperty("type").GetString() != "Project"))
                {
                    seen++;
                    var (name, version) = (package.Name.ToLowerInvariant(),
                        package.Value.GetProperty("resolved").GetString()!.ToLowerInvariant());
                    var about = XDocument.Load(Path.Combine(folder, name, version, name + ".nuspec"));
                    var licence = about.Descendants()
                        .FirstOrDefault(e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression")?.Value;
                    if (!allowed.Contains(licence))
                        wrong.Add($"{file.Path}: {package.Name} {version}: {licence ?? "no licence in words of SPDX"}");
                }
            }
        }
        Assert.True(seen > 100, $"Only {seen} packages were looked at");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Packages_of_npm_may_be_used()
    {
        var lockFile = Source.All.Single(f => f.Path == "src/Design/package-lock.json");
        using var json = JsonDocument.Parse(lockFile.Text);
        var seen = 0;
        var wrong = new List<string>();
        foreach (var package in json.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0))
        {
            seen++;
            var licence = package.Value.TryGetProperty("license", out var found) ? found.GetString() : null;
            // The DejaVu fonts: free to use, change and embed, under the terms of Bitstream Vera;
            // LICENSE names no SPDX code for the package.
            if (!Shipped.Contains(licence) && package.Name != "node_modules/dejavu-fonts-ttf")
                wrong.Add($"{package.Name}: {licence ?? "no licence"}");
        }
        Assert.True(seen > 20, $"Only {seen} packages were looked at");
        Assert.Empty(wrong);
    }
}
