using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>Sizes, names and what must not lie about.</summary>
public sealed partial class ShapeRules
{
    private const int LongestFile = 300;
    private const int FullestFolder = 14;

    private static readonly string[] OurFolders = ["functions", "embedded", "tests"];

    private static readonly string[] BannedNouns =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Services", "Processor", "Base", "Impl", "Dto", "Data", "Info", "Common", "Shared"];

    /// <summary>Folders with more files than the rule allows, each with its reason.</summary>
    private static readonly Dictionary<string, string> FullFolders = new(StringComparer.Ordinal)
    {
        ["embedded/Sqlite.GroupCommit"] = "a library of one idea, small enough to be read whole",
    };

    [Fact]
    public void No_file_is_longer_than_300_lines() => Verdict.None(
        Sources().Where(file => file.Lines.Count > LongestFile + 1).Select(file => $"{file.Path}: {file.Lines.Count - 1} lines"),
        $"A file holds one idea and at most {LongestFile} lines: split it.");

    [Fact]
    public void No_folder_holds_more_files_than_can_be_taken_in_at_a_glance() => Verdict.None(
        OurFolders.SelectMany(SourceTree.Folders)
            .Where(folder => !FullFolders.ContainsKey(folder))
            .Select(folder => (folder, count: Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.cs").Count()))
            .Where(one => one.count > FullestFolder)
            .Select(one => $"{one.folder}: {one.count} files"),
        $"A folder holds at most {FullestFolder} files: divide it by the field's words.");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Verdict.None(
        Sources()
            .SelectMany(file => TypeDeclaration().Matches(file.Text).Select(match => (file, name: match.Groups["name"].Value)))
            .Where(one => Words().Matches(one.name).Any(word => BannedNouns.Contains(word.Value, StringComparer.Ordinal)))
            .Select(one => $"{one.file.Path}: {one.name}"),
        $"Name the type by what it is or does in the field; not with {string.Join(", ", BannedNouns)}.");

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() => Verdict.None(
        OurFolders.SelectMany(SourceTree.Folders).Where(folder => BannedNouns.Append("Models").Append("Interfaces").Contains(Path.GetFileName(folder), StringComparer.Ordinal)),
        "Folders are named with the field's words.");

    [Fact]
    public void Nothing_is_left_to_be_done_or_folded_away() => Verdict.None(
        Sources().SelectMany(file => file.Lines.Select((text, index) => (file, text, index)))
            .Where(line => Leftover().IsMatch(line.text))
            .Select(line => $"{line.file.Path}:{line.index + 1}: {line.text.Trim()}"),
        "No to-do notes and no regions: do it, or leave it out; a file that needs folding is too long.");

    [Fact]
    public void No_code_is_commented_out() => Verdict.None(
        Sources().SelectMany(file => file.Lines.Select((text, index) => (file, text, index)))
            .Where(line => CommentedCode().IsMatch(line.text))
            .Select(line => $"{line.file.Path}:{line.index + 1}: {line.text.Trim()}"),
        "Comments say why; code that is not run is deleted.");

    [Fact]
    public void Every_namespace_is_file_scoped() => Verdict.None(
        Sources().SelectMany(file => file.Find(BlockNamespace())),
        "Write namespace X; once at the top of the file.");

    private static IReadOnlyList<SourceFile> Sources() => Verdict.Some(SourceTree.Files(OurFolders, ".cs"), "source files");

    [GeneratedRegex("^\\s*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe)\\s+)*(?:class|record struct|record class|record|struct|interface|enum)\\s+(?<name>[A-Z]\\w*)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex("//.*\\b(TO" + "DO|FIX" + "ME|HA" + "CK|XX" + "X)\\b|^\\s*#\\s*region")]
    private static partial Regex Leftover();

    [GeneratedRegex("^\\s*//(?!/).*(;|\\{|\\})\\s*$")]
    private static partial Regex CommentedCode();

    [GeneratedRegex("^namespace [\\w.]+\\s*(\\{|$)")]
    private static partial Regex BlockNamespace();
}
