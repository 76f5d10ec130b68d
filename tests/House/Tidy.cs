using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Brink.Tests;

/// <summary>
/// The style of the house as a test: it reads every file of the repository once. A ban names what is to be used instead;
/// a limit is a ratchet, and may only get stricter. Patterns are written so that this file does not find itself.
/// </summary>
public sealed partial class Tidy
{
    private const int LineLimit = 140, TextLimit = 180, PathLimit = 60, DepthLimit = 4, RootLimit = 14, FileLimit = 600;

    /// <summary>Source files that are longer than <see cref="FileLimit"/>, with the length that they may not exceed.</summary>
    private static readonly Dictionary<string, int> LongFiles = [];

    /// <summary>
    /// What is banned, what to use instead, the pattern that finds it, in which files, and a line that it must catch. One file may
    /// wait: the SQLite store has a thread of its own that does nothing but write.
    /// </summary>
    private static readonly Ban[] Bans =
    [
        new("unfinished mark", "finish it, or file an issue",
            @"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|NotImplemented[E]xception", @"", "// TO" + "DO: later"),
        new("skipped test", "Assert.SkipUnless with a clear word why, or a test that passes",
            @"\bSki[p]\s*=\s*""", @"^tests/.*\.cs$", "[Fact(Ski" + "p = \"flaky\")]"),
        new("local clock", "TimeProvider, or UtcNow",
            @"\bDateTime\.(No[w]|Toda[y])\b|\bDateTimeOffset\.No[w]\b", @"\.(cs|razor)$", "DateTime.No" + "w.AddDays(1)"),
        new("waiting for a task on a thread", "await",
            @"\)\.Resul[t]\b|[tT]ask\.Resul[t]\b|\.Wai[t]\(\)|\.GetResul[t]\(\)", @"^(?!src/Engine/SqliteStore\.cs$).*\.(cs|razor)$", "var answer = "
                + "client.GetAsync(url).Resul" + "t;"),
        new("console output", "ILogger (ITestOutputHelper in a test); Host and bench may",
            @"\bConsole\.(Write|Error|Out)[\w.(]", @"^(src/(?!Host/)|tests/).*\.(cs|razor)$", "Console.Write" + "Line(zaak);"),
        new("path of one machine", "a path relative to the repository, or a setting",
            @"(?<![\w.~-])/(wor[k]|hom[e]|roo[t]|User[s])/[\w.]", @"", "File.Open(\"/hom" + "e/jan/brink.db\")"),
        new("package host in a lock file", "npm config set omit-lockfile-registry-resolved true",
            @"""resolve[d]"": ""https?://(?!registry\.npmjs\.org/)", @"package-lock\.json$", "\"resolve" + "d\": \"http://mirror.local/x.tgz\""),
        new("npm that runs the scripts of packages", "--ignore-scripts",
            @"\bnpm (c[i]|instal[l])\b(?!.*--ignore-scripts)", @"^(brink|.*\.(csproj|sh)|deploy/.*)$", "RUN npm c" + "i --no-audit"),
        new("database driver outside the engine", "the store of Brink.Engine",
            @"\b(Npgsq[l]|Microsoft\.Data\.Sqlit[e])\b", @"^src/(Registers|Design|Client|Apps)/.*\.(cs|razor|csproj)$",
            "using Npgsq" + "l;"),
        new("foreign namespace", "Brink.<folder>",
            @"^\s*namespac[e] (?!Brink\b)", @"\.cs$", "namespac" + "e Zaken;"),
        new("region", "a second file under the same name: Zaak.Archief.cs",
            @"^\s*#regio[n]\b", @"\.cs$", "#regio" + "n Archief"),
    ];

    public static TheoryData<string> BanNames => [.. Bans.Select(ban => ban.Name)];

    [Theory]
    [MemberData(nameof(BanNames))]
    public void Bans_hold(string name)
    {
        var ban = Bans.Single(one => one.Name == name);
        Assert.True(ban.Catches(ban.Example), $"The ban on '{name}' does not catch its own example: {ban.Example}");
        Holds(
            from file in Source.All
            where ban.In == "" ? !file.IsForeign : Regex.IsMatch(file.Path, ban.In)
            from line in file.Lines.Index()
            where ban.Catches(line.Item)
            select $"{file.Path}:{line.Index + 1}: {ban.Name}; use {ban.Instead}");
    }

    [Fact]
    public void Lines_are_short() => Holds(
        from file in Source.All
        where file.IsCode
        from line in file.Lines.Index()
            // A text stays in one piece where it fits, and so does a line of mark-up, in which white space shows;
            // the help of a command is a table.
        let limit = file.Path.EndsWith(".razor", StringComparison.Ordinal) || line.Item.Contains('"', StringComparison.Ordinal)
            || line.Item.TrimStart().StartsWith('<') || line.Item.TrimStart().Contains("   ", StringComparison.Ordinal)
            || line.Item.TrimStart().StartsWith("brink ", StringComparison.Ordinal) ? TextLimit : LineLimit
        where line.Item.Length > limit
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length} characters; break it at {limit}");

    [Fact]
    public void Files_are_not_long()
    {
        Holds(
            from file in Source.All
            where file.IsCode
            let limit = LongFiles.GetValueOrDefault(file.Path, FileLimit)
            where file.Lines.Length > limit
            select $"{file.Path}: {file.Lines.Length} lines; split it by subject at {limit}");
        Holds(
            from exception in LongFiles
            let length = Source.All.FirstOrDefault(file => file.Path == exception.Key)?.Lines.Length ?? 0
            where length <= FileLimit
            select $"{exception.Key} is {length} lines: take it off the list of long files");
    }

    /// <summary>
    /// What stands on one line needs no braces, and what takes more has them. In .cs files the build holds it (IDE0011); no analyzer reads
    /// the code of a page.
    /// </summary>
    [Fact]
    public void A_deed_of_more_than_one_line_stands_in_braces()
    {
        (string Code, int Faults)[] examples =
        [
            ("if (a) return;", 0), ("if (a)\n    return;", 0), ("if (a\n    && b)\n{\n    return;\n}", 0), ("if (a) x();\nelse y();", 0),
            ("if (a\n    && b) return;", 1), ("if (a)\n    x(1,\n        2);", 1), ("if (a) x(1,\n    2);", 1), ("else\n    x(1,\n    2);", 1),
            ("foreach (var a in b)\n    if (a)\n    {\n        x();\n    }", 1), ("if (a)\n{\n    x();\n}\nelse y();", 1),
            ("if (a) x();\nelse\n{\n    y();\n}", 1),
        ];
        Assert.All(examples, e => Assert.True(WithoutBraces(e.Code.Split('\n')).Count() == e.Faults, e.Code));
        var pages = Source.All.Where(file => file.Path.EndsWith(".razor", StringComparison.Ordinal)).ToArray();
        Assert.True(pages.Sum(p => p.Lines.Count(line => Header().IsMatch(line))) > 200, "There must be code in pages for this to mean anything.");
        Holds(
            from page in pages
            from line in WithoutBraces(page.Lines)
            select $"{page.Path}:{line + 1}: takes more than one line; use braces");
    }

    // The lines on which something begins that takes more lines and has no braces, or has them in one branch only.
    private static IEnumerable<int> WithoutBraces(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            // (In mark-up the braces may stand on the line itself.)
            if (!Header().IsMatch(lines[i]) || lines[i].Contains(") {", StringComparison.Ordinal) || lines[i].Contains("else {", StringComparison.Ordinal))
                continue;
            var (deep, next) = (Depth(lines[i]), i + 1);
            while (next < lines.Length && (lines[next].Trim() == "" || Depth(lines[next]) > deep)) next++;
            var inside = lines[(i + 1)..next].Where(line => line.Trim() != "" && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)).ToArray();
            var braced = next < lines.Length && Depth(lines[next]) == deep && lines[next].TrimStart().StartsWith('{');
            var otherBraced = i > 0 && lines[i - 1].EndsWith('}');
            if (lines[i].TrimStart().StartsWith("else", StringComparison.Ordinal) && braced != otherBraced
                || !braced && !(inside.Length == 0 || inside.Length == 1 && Closed(lines[i]) && inside[0].TrimEnd().EndsWith(';')))
            {
                yield return i;
            }
        }
    }

    private static int Depth(string line) => line.Length - line.TrimStart().Length;

    // Whether what is asked is asked on this line: as many brackets close as open.
    private static bool Closed(string line) => line.Count(c => c == '(') == line.Count(c => c == ')') && !line.TrimEnd().EndsWith(';');

    [Fact]
    public void Paths_are_short() => Holds(
        from file in Source.All
        where file.Path.Length > PathLimit
        select $"{file.Path}: {file.Path.Length} characters; use a name that fits in {PathLimit}");

    [Fact]
    public void Folders_are_shallow() => Holds(
        from file in Source.All
        where file.IsCode || file.Path.EndsWith(".mjs", StringComparison.Ordinal)
        where file.Path.Count(c => c == '/') >= DepthLimit
        select $"{file.Path}: deeper than src/X/Y/File.cs");

    [Fact]
    public void The_root_is_a_table_of_contents()
    {
        var root = Source.All.Where(file => !file.Path.Contains('/')).Select(file => file.Path).ToArray();
        Assert.True(root.Length <= RootLimit, $"{root.Length} files in the root, at most {RootLimit}: {string.Join(", ", root)}");
    }

    [Fact]
    public void Documents_have_a_title() => Holds(
        from file in Source.All
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        where file.Lines.FirstOrDefault(line => line.Trim() != "")?.StartsWith("# ", StringComparison.Ordinal) != true
        select $"{file.Path}: begins without a title; use '# ...' as its first line");

    [Fact]
    public void Links_between_documents_lead_somewhere() => Holds(
        from file in Source.All
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from Match link in MarkdownLink().Matches(file.Text)
        let target = Path.GetFullPath(Path.Combine(Source.Root, Path.GetDirectoryName(file.Path)!, link.Groups[1].Value))
        where !Path.Exists(target)
        select $"{file.Path}: the link to {link.Groups[1].Value} leads nowhere");

    [Fact]
    public void Code_has_a_namespace() => Holds(
        from file in Source.All
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal)
        where !file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) && !file.Path.EndsWith("/Usings.cs", StringComparison.Ordinal)
        // (What is said in every room needs no name of a room before it.)
        where !file.Lines.Any(line =>
            line.StartsWith(file.Path.StartsWith("src/Nederlands/", StringComparison.Ordinal) ? "namespace Brink;" : "namespace Brink.",
            StringComparison.Ordinal)
            && line.EndsWith(';'))
        select $"{file.Path}: no 'namespace Brink.<folder>;'");

    /// <summary>What a resource costs: one file under its own name (and parts beside it), and one line in the list of registers.</summary>
    [Fact]
    public void A_resource_is_one_file_and_one_line()
    {
        var registers = Source.All.Where(file => file.IsCode && file.Path.StartsWith("src/Registers/", StringComparison.Ordinal)).ToArray();
        var resources = registers
            .SelectMany(file => ResourceRecord().Matches(file.Text).Select(record => (file.Path, Name: record.Groups[1].Value)))
            .ToArray();
        Assert.NotEmpty(resources);
        Holds(
            from resource in resources
            where Path.GetFileName(resource.Path) != resource.Name + ".cs"
            select $"{resource.Path}: the resource {resource.Name} belongs in a file {resource.Name}.cs");
        Holds(
            from resource in resources
            // Two registers may have a resource of the same name: then the folder goes with it.
            let full = $"{Path.GetFileName(Path.GetDirectoryName(resource.Path))}.{resource.Name}"
            let mentions = registers.Sum(file => file.Lines.Count(line => line.Contains($".Add<{resource.Name}>(", StringComparison.Ordinal)
                || line.Contains($".Add<{full}>(", StringComparison.Ordinal)))
            where mentions != 1
            select $"{full}: named {mentions} times in a list of registers; once is enough");
    }

    /// <summary>The resource that other houses are measured by (it costs OneGround 23 files and 1,717 lines).</summary>
    [Fact]
    public void The_resource_Status_is_small() =>
        Assert.InRange(Source.All.Single(file => file.Path == "src/Registers/Zaken/Status.cs").Lines.Length, 1, 120);

    /// <summary>Everything above would hold for an empty folder too.</summary>
    [Fact]
    public void There_is_something_to_read()
    {
        Assert.Contains(Source.All, file => file.Path == "tests/House/Tidy.cs");
        Assert.True(Source.All.Count(file => file.IsCode && file.Path.StartsWith("src/", StringComparison.Ordinal)) > 10);
        Assert.True(Source.All.Count(file => file.Path.EndsWith(".md", StringComparison.Ordinal)) > 3);
    }

    private static void Holds(IEnumerable<string> offences)
    {
        var found = offences.ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)#\s]+)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"^\s*(await )?(else\b|(else )?(if|for|foreach|while|using|lock) \()")]
    private static partial Regex Header();

    [GeneratedRegex(@"\brecord (\w+) : Resource, IResource<\1>")]
    private static partial Regex ResourceRecord();

    private sealed record Ban(string Name, string Instead, string Pattern, string In, string Example)
    {
        private readonly Regex _pattern = new(Pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant);

        public bool Catches(string line) => _pattern.IsMatch(line);
    }
}

/// <summary>One file of the repository. <paramref name="Path"/> is relative to the root, with slashes.</summary>
internal sealed record Source(string Path, string Text)
{
    private static readonly string[] Readable =
    [
        ".cs", ".razor", ".md", ".csproj", ".props", ".slnx", ".json", ".yaml", ".yml", ".css", ".js", ".mjs", ".html", ".sql", ".service",
        ".example", "",
    ];

    /// <summary>The folder that holds Brink.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder with what was published by others: specifications, collections, real exports.</summary>
    public static string Shared { get; } = Environment.GetEnvironmentVariable("BRINK_SHARED")
        ?? System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "..", "shared"));

    /// <summary>All files that git keeps or would keep; without git, all files that are no build output.</summary>
    public static IReadOnlyList<Source> All { get; } = [.. (Tracked() ?? Walk()).Where(path => File.Exists(Full(path))).Select(Read)];

    public string[] Lines { get; } = Text.Split('\n');

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal) || Path.EndsWith(".razor", StringComparison.Ordinal);

    /// <summary>Made by a tool or by others, so not ours to restyle.</summary>
    public bool IsForeign =>
        Path is "LICENSE"
        || Path.Contains("/wwwroot/", StringComparison.Ordinal)
        || System.IO.Path.GetFileName(Path) is "packages.lock.json" or "package-lock.json";

    private static string Full(string path) => System.IO.Path.Combine(Root, path);

    private static Source Read(string path) =>
        new(path, Readable.Contains(System.IO.Path.GetExtension(path)) || path.StartsWith('.') ? File.ReadAllText(Full(path)) : "");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Brink.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests run outside the repository: no Brink.slnx above them.");
        }
        return folder;
    }

    private static string[]? Tracked()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "ls-files -z --cached --others --exclude-standard")
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            return git.ExitCode == 0 && paths.Length > 0 ? paths : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine: an archive of the sources is tested as it lies there
        }
    }

    private static IEnumerable<string> Walk() =>
        from full in Directory.EnumerateFiles(Root, "*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        let path = System.IO.Path.GetRelativePath(Root, full).Replace('\\', '/')
        where !path.StartsWith("data/", StringComparison.Ordinal)
        where !path.Split('/').Any(part => part is ".git" or "bin" or "obj" or "node_modules" or ".vs" or ".idea")
        select path;
}
