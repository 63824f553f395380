using System.Collections.Concurrent;
using ActiveReach.Campaigns;
using ActiveReach.Ids;

namespace ActiveReach.Campaigns.Contents;

/// <summary>Contents of the runs lately used. A run's definition is frozen, so an entry never goes stale.</summary>
internal sealed class RunContentsCache
{
    private const int Most = 256;
    private readonly ConcurrentDictionary<RunId, RunContents> byRun = new();

    public RunContents Of(Run run)
    {
        if (byRun.TryGetValue(run.Id, out var contents))
            return contents;
        if (byRun.Count >= Most)
            byRun.Clear();
        return byRun.GetOrAdd(run.Id, _ => new RunContents(run.Definition, run.Templates, run.Links, run.Media));
    }
}
