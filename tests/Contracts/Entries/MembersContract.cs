using ActiveReach.Entries.Members;
using ActiveReach.Ids;

namespace Contracts.Entries;

/// <summary>What everything that remembers who is inside promises: of several who move somebody at once one does.</summary>
public abstract class MembersContract
{
    private static readonly CampaignId Campaign = new("cmp_lapsed");
    private static readonly CampaignId Another = new("cmp_other");
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, 7, TimeSpan.Zero);

    protected abstract IMembers Members { get; }

    [Fact]
    public async Task Somebody_comes_in_leaves_and_comes_again()
    {
        var coming = Of(1, 1, MemberState.Coming);
        Assert.Equal([true], await MoveAsync(Member.Unknown(new ContactId(1)), coming));
        Assert.Equal([true], await MoveAsync(coming, coming with { State = MemberState.Inside }));
        Assert.Equal([true], await MoveAsync(coming with { State = MemberState.Inside }, Of(1, 1, MemberState.Outside, 5)));
        Assert.Equal([true], await MoveAsync(Of(1, 1, MemberState.Outside, 5), Of(1, 2, MemberState.Coming, 9)));

        Assert.Equal([Of(1, 2, MemberState.Coming, 9)], await Members.FindAsync(Campaign, [new ContactId(1), new ContactId(2)]));
        Assert.Empty(await Members.FindAsync(Another, [new ContactId(1)]));
    }

    [Fact]
    public async Task Whoever_stands_otherwise_stays_and_whoever_stands_so_already_is_as_good_as_moved()
    {
        await MoveAsync(Member.Unknown(new ContactId(1)), Of(1, 1, MemberState.Inside));
        Assert.Equal([true], await MoveAsync(Member.Unknown(new ContactId(1)), Of(1, 1, MemberState.Inside)));
        Assert.Equal([false], await MoveAsync(Member.Unknown(new ContactId(1)), Of(1, 1, MemberState.Coming)));
        Assert.Equal([false], await MoveAsync(Of(1, 1, MemberState.Inside, 1), Of(1, 1, MemberState.Outside, 2)));
        Assert.Equal([false], await MoveAsync(Of(2, 1, MemberState.Inside), Of(2, 1, MemberState.Outside, 2)));

        // One who stays holds up no other.
        Assert.Equal([true, false, true], await Members.MoveAsync(Campaign, [
            new MemberMove(Member.Unknown(new ContactId(7)), Of(7, 1, MemberState.Coming)),
            new MemberMove(Member.Unknown(new ContactId(1)), Of(1, 1, MemberState.Coming)),
            new MemberMove(Member.Unknown(new ContactId(9)), Of(9, 0, MemberState.Inside)),
        ]));
        Assert.Equal([Of(1, 1, MemberState.Inside), Of(7, 1, MemberState.Coming), Of(9, 0, MemberState.Inside)], await Members.NextAsync(Campaign, default, 10));
    }

    [Fact]
    public async Task Those_who_are_not_outside_come_in_order_of_their_ids_page_by_page()
    {
        const long workspace = 3L << 32;
        Member[] all = [.. Enumerable.Range(1, 700).Select(number => Of(workspace + number, number % 3, (MemberState)(number % 3)))];
        await Members.MoveAsync(Campaign, [.. all.Reverse().Select(member => new MemberMove(Member.Unknown(member.Contact), member))]);
        await Members.MoveAsync(Another, [new MemberMove(Member.Unknown(new ContactId(workspace)), Of(workspace, 1, MemberState.Inside))]);

        var found = new List<Member>();
        while (await Members.NextAsync(Campaign, found.Count == 0 ? default : found[^1].Contact, 100) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 100);
            found.AddRange(page);
        }

        Assert.Equal(all.Where(member => member.State is not MemberState.Outside), found);
    }

    [Fact]
    public async Task Of_many_who_move_the_same_people_at_once_one_moves_each()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => Members.MoveAsync(Campaign, [.. Enumerable.Range(1, 250)
            .Select(contact => new MemberMove(Member.Unknown(new ContactId(contact)), Of(contact, 1, MemberState.Coming, number)))])));
        Assert.All(Enumerable.Range(0, 250), index => Assert.Equal(1, answers.Count(answer => answer[index])));
        var found = await Members.NextAsync(Campaign, default, 1_000);
        Assert.All(found, member => Assert.True(answers[(int)(member.At - Noon).TotalMinutes - 1][(int)member.Contact.Value - 1]));
        Assert.Equal(250, found.Count);
    }

    private Task<IReadOnlyList<bool>> MoveAsync(Member from, Member to) => Members.MoveAsync(Campaign, [new MemberMove(from, to)]);

    private static Member Of(long contact, int visit, MemberState state, int minute = 0) => new(new ContactId(contact), visit, state, Noon.AddMinutes(minute));
}
