using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;

namespace ActiveReach.Outlets;

/// <summary>The outlets of a workspace at one moment, to be found by whatever names them.</summary>
public sealed class OutletDirectory
{
    public static readonly OutletDirectory Empty = new(0, [], new Dictionary<string, string>());

    private readonly Lazy<OutletPlacement> placement;

    private readonly Dictionary<string, Outlet> byWord = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> former;

    /// <param name="version">That of the <see cref="OutletPlan"/>; 0 while there never was one.</param>
    /// <param name="former">Names of outlets that were removed, by id.</param>
    /// <param name="rule">By what contacts come to them; null for the default.</param>
    public OutletDirectory(long version, IReadOnlyList<Outlet> outlets, IReadOnlyDictionary<string, string> former, OutletAssignment? rule = null)
    {
        placement = new Lazy<OutletPlacement>(() => new OutletPlacement(this, rule ?? OutletAssignment.Default));
        Version = version;
        All = outlets;
        this.former = former;

        // Where words clash, an id wins over an external id, and that over a name.
        foreach (var outlet in outlets)
            byWord[outlet.Id.Value] = outlet;
        foreach (var outlet in outlets.Where(outlet => outlet.ExternalId is not null))
            byWord.TryAdd(Folding.Fold(outlet.ExternalId!), outlet);
        foreach (var outlet in outlets)
            byWord.TryAdd(Folding.Fold(outlet.Name), outlet);
    }

    public long Version { get; }

    public IReadOnlyList<Outlet> All { get; }

    public OutletPlacement Placement => placement.Value;

    /// <summary>The outlet with this id, external id or name, whatever the case; null when there is none.</summary>
    public Outlet? Find(string? word) =>
        word is null ? null : byWord.GetValueOrDefault(word) ?? byWord.GetValueOrDefault(Folding.Fold(word.Trim()));

    /// <summary>The outlet with this id; null when there is none.</summary>
    public Outlet? OfId(string id) => byWord.GetValueOrDefault(id) is { } outlet && outlet.Id.Value == id ? outlet : null;

    /// <summary>The name of an outlet, whether it is there or was removed; null where there never was one.</summary>
    public string? NameOf(string id) => OfId(id)?.Name ?? former.GetValueOrDefault(id);

    /// <summary>What is stored of a word that names an outlet: its id when one matches, the name of a removed one, else the word itself.</summary>
    public string Resolve(string word) => Find(word)?.Id.Value ?? former.GetValueOrDefault(word.Trim()) ?? word;
}
