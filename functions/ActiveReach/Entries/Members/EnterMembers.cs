using System.Collections.Concurrent;
using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Entries.Triggers;
using ActiveReach.Ids;
using ActiveReach.Values;

namespace ActiveReach.Entries.Members;

/// <summary>Tells coming in and leaving from staying, and makes an entry for each coming in. That somebody came in is noted before their entry is made, and
/// the entry is named by the visit: after a crash whoever finds the note makes the entry, once.</summary>
public sealed class EnterMembers(IMembers members, IEntries entries, IPastEvents past)
{
    private const int Abreast = 8;

    /// <param name="asOf">When it was asked who is inside.</param>
    /// <param name="inside">Those of the people in question who are.</param>
    /// <param name="known">How the people in question stood.</param>
    /// <param name="isFirst">Nobody comes in: it is only noted who is inside.</param>
    /// <returns>Whether somebody has entered the campaign.</returns>
    public async Task<bool> RunAsync(
        Campaign campaign, Trigger trigger, DateTimeOffset asOf, IReadOnlySet<ContactId> inside, IReadOnlyList<Member> known, bool isFirst, CancellationToken cancellation = default)
    {
        var at = Milliseconds.Floor(asOf);
        var moves = Moves(at, inside, known, isFirst).ToList();
        var moved = moves.Count == 0 ? [] : await members.MoveAsync(campaign.Id, moves, cancellation);
        List<Member> coming = [.. known.Where(member => member.State is MemberState.Coming), .. moves.Where((_, index) => moved[index]).Select(move => move.To).Where(member => member.State is MemberState.Coming)];
        return coming.Count > 0 && await EnterAsync(campaign, trigger, coming, cancellation);
    }

    /// <summary>What was found of somebody after the question was asked stays.</summary>
    private static IEnumerable<MemberMove> Moves(DateTimeOffset at, IReadOnlySet<ContactId> inside, IReadOnlyList<Member> known, bool isFirst)
    {
        var standing = known.ToDictionary(member => member.Contact);
        foreach (var contact in inside)
        {
            var member = standing.GetValueOrDefault(contact) ?? Member.Unknown(contact);
            if (member.State is MemberState.Outside && member.At <= at)
                yield return new MemberMove(member, isFirst ? member with { State = MemberState.Inside, At = at } : new Member(contact, member.Visit + 1, MemberState.Coming, at));
        }

        foreach (var member in known.Where(member => member.State is MemberState.Inside && member.At <= at && !inside.Contains(member.Contact)))
            yield return new MemberMove(member, member with { State = MemberState.Outside, At = at });
    }

    private async Task<bool> EnterAsync(Campaign campaign, Trigger trigger, List<Member> coming, CancellationToken cancellation)
    {
        var entering = new ConcurrentBag<NewEntry>();
        await Parallel.ForEachAsync(coming, new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = cancellation }, async (member, stop) =>
        {
            if (await EntryAsync(campaign, trigger, member, stop) is { } entry)
                entering.Add(entry);
        });

        var added = entering.IsEmpty ? [] : await entries.AddAsync(campaign.Workspace, campaign.Id, [.. entering], cancellation);
        await members.MoveAsync(campaign.Id, coming.ConvertAll(member => new MemberMove(member, member with { State = MemberState.Inside })), cancellation);
        return added.Contains(true);
    }

    /// <summary>Null for somebody who has had one within the period of re-entry, or has reached the goal by then.</summary>
    private async Task<NewEntry?> EntryAsync(Campaign campaign, Trigger trigger, Member member, CancellationToken cancellation)
    {
        var entry = new NewEntry(new EntryKey(member.Contact, string.Create(CultureInfo.InvariantCulture, $"visit-{member.Visit}")), member.At + trigger.Delay);
        if (trigger.Reentry is { } period && (await entries.OfAsync(campaign.Id, member.Contact, cancellation))
            .Any(one => one.Key != entry.Key && one.State is not EntryState.Cancelled && (one.DueAt - entry.DueAt).Duration() < period))
            return null;
        return trigger.CancelOn is { } goal && await past.HasHappenedAsync(campaign.Workspace, member.Contact, goal, member.At, cancellation) ? null : entry;
    }
}
