using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Consent;

/// <summary>What a unit of work changes on the suppression list, told to the log before it is written: so what is in force is in the log, whatever happens in between, and what
/// the log says of an address too early keeps it from being sent to at the most. A unit that begins anew, because somebody else was faster, may have told what doesn't come
/// about: then it tells how the address stands.</summary>
internal sealed class ListedChanges(SuppressionLog log, WorkspaceId workspace)
{
    private readonly Dictionary<(AddressHash Address, Channel Channel), bool> told = [];
    private readonly Dictionary<AddressHash, (ChannelSet Before, ChannelSet After)> changes = [];

    /// <summary>Nothing has been read yet.</summary>
    public void Begin() => changes.Clear();

    public void Note(AddressHash address, ChannelSet before, ChannelSet after) =>
        changes[address] = (changes.TryGetValue(address, out var known) ? known.Before : before, after);

    /// <param name="listed">The channels on which an address is listed, as the unit has read it.</param>
    public async Task TellAsync(Func<AddressHash, Task<ChannelSet>> listed)
    {
        var news = changes.SelectMany(each => each.Value.After.Except(each.Value.Before).Union(each.Value.Before.Except(each.Value.After))
            .Select(channel => (Address: each.Key, Channel: channel, IsListed: each.Value.After.Contains(channel)))).ToList();
        var fresh = news.Select(change => (change.Address, change.Channel)).ToHashSet();
        foreach (var ((address, channel), isListed) in told)
        {
            if (!fresh.Contains((address, channel)) && (await listed(address)).Contains(channel) != isListed)
                news.Add((address, channel, !isListed));
        }

        if (news.Count == 0)
            return;
        await log.AddAsync(workspace, news);
        foreach (var (address, channel, isListed) in news)
            told[(address, channel)] = isListed;
    }
}
