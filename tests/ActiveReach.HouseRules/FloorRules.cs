using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>The feature folders of the product stand on floors, so that none of them go round in a ring: what is below can be read, tested and
/// changed without a look at what stands on it.</summary>
public sealed class FloorRules
{
    private const string Product = "functions/ActiveReach";

    /// <summary>The house from its roof down. A folder knows what stands to its left and everything below, and nothing else.</summary>
    private const string House = """
        runs          Disclosure Analytics Runs Transfer
        responses     Experiments TestSends Inbox Replies Engagement InApp Events Orders Conversions
        delivery      Delivery
        campaigns     Campaigns Approvals Entries
        messages      Media Messages Providers TemplateLibrary
        people        Consent Outlets Audiences
        workspaces    Workspaces Access Retention Operations
        vocabulary    Phones Values Channels Ids Words TimeZones Links
        ground        Problems Inputs Lists Settings Files Queues Sight Documents Requests
        """;

    private static readonly Dictionary<string, Place> Places = PlacesOf(House);

    [Fact]
    public void A_folder_knows_only_what_stands_below_it() => Verdict.None(
        from use in Verdict.Some(CompiledUses.Of("ActiveReach"), "use of one type by another")
        let user = PlaceOf(use.User)
        let used = PlaceOf(use.Used)
        where user is not null && used is not null && used.Height > user.Height
        from line in Where(user, use.User, use.Used)
        select $"{line}: {use.User} ({user}) uses {use.Used} ({used})",
        "A folder knows what stands to its left and below. Move the type down to those who need it, or turn the use round: let the lower folder own a small interface "
        + "that the upper one implements (as erasure steps do), or take as a parameter what it needs to know.");

    [Fact]
    public void Every_folder_has_its_place_and_its_namespace()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, Product)).Select(path => Path.GetFileName(path)!).Except(["bin", "obj"], StringComparer.Ordinal).ToList();
        Verdict.None(folders.Except(Places.Keys, StringComparer.Ordinal).Select(folder => $"{Product}/{folder}"), "Put the new folder on its floor in FloorRules and docs/architecture.md.");
        Verdict.None(Places.Keys.Except(folders, StringComparer.Ordinal), $"{Product} has no such folder any more: take it off its floor in FloorRules and docs/architecture.md.");
        Verdict.None(
            SourceTree.Files(Product, ".cs").Where(file => !Regex.IsMatch(file.Text, $@"^namespace ActiveReach\.{file.Path.Split('/')[2]}\b", RegexOptions.Multiline)).Select(file => file.Path),
            "A file's namespace must begin with its folder's, since floors are told by namespaces.");
    }

    [Fact]
    public void The_architecture_shows_the_same_house() => Verdict.None(
        House.Split('\n').Except(new SourceFile("docs/architecture.md").Lines, StringComparer.Ordinal),
        "docs/architecture.md shows another house: copy these lines of FloorRules there.");

    private static Dictionary<string, Place> PlacesOf(string house)
    {
        var floors = house.Split('\n').Reverse().Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return floors.SelectMany(floor => floor.Skip(1).Select(folder => (folder, floor: floor[0])))
            .Select((each, height) => (each.folder, place: new Place(each.folder, each.floor, height)))
            .ToDictionary(each => each.folder, each => each.place, StringComparer.Ordinal);
    }

    private static Place? PlaceOf(string type) =>
        type.Split('.') is ["ActiveReach", var folder, _, ..] ? Places.GetValueOrDefault(folder) : null;

    /// <summary>The lines of the user that name what it uses, or its file where none does.</summary>
    private static IEnumerable<string> Where(Place place, string user, string used)
    {
        var declared = new Regex($@"\b(class|struct|record|interface|enum)\s+{Name(user)}\b");
        var files = SourceTree.Files($"{Product}/{place.Folder}", ".cs").Where(file => declared.IsMatch(file.Text)).ToList();
        var lines = files.SelectMany(file => file.Find(new Regex($@"\b{Name(used)}\b"))).Select(line => string.Join(':', line.Split(':')[..2])).ToList();
        return lines.Count > 0 ? lines : files.Select(file => file.Path).DefaultIfEmpty($"{Product}/{place.Folder}").OfType<string>();
    }

    private static string Name(string type) => type[(type.LastIndexOf('.') + 1)..];

    private sealed record Place(string Folder, string Floor, int Height)
    {
        public override string ToString() => $"{Folder}, on the floor of {Floor}";
    }
}
