using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>The part of the promises that runs stand on which send to somebody several times.</summary>
public abstract partial class SendLedgerContract
{
    [Fact]
    public async Task Two_occurrences_of_a_contact_are_two_messages_and_two_recipients()
    {
        await AddRunAsync();
        Assert.True(await Store.AddAsync(Run, 0, [OfOccurrences(First, (1, "visit-1"), (1, "visit-2"))]));
        await Store.SealAsync(Run, Stage.TestSlice, Stage.Rest);
        Assert.Equal(2, await RecipientsAsync());

        var answer = await Ledger.ClaimAsync(FirstMessage);
        Assert.Equal(["visit-1", "visit-2"], answer.Rows!.Select(row => row.Occurrence));
        await Ledger.MarkCallingAsync(answer.Claim!, new([0, 1], Noon, null), []);
        await Ledger.SettleBatchAsync(answer.Claim!, [Handed(0), Handed(1)]);
        Assert.Equal(("visit-2", LedgerState.Handed), await Store.FindAsync(First.Row(Run, 0, 1)) is { } row ? (row.Occurrence, row.State) : default);
    }

    [Fact]
    public async Task An_occurrence_that_is_planned_twice_is_there_once()
    {
        await AddRunAsync();
        Assert.True(await Store.AddAsync(Run, 0, [OfOccurrences(First, (1, "visit-1"), (2, "visit-1"))]));
        Assert.True(await Store.AddAsync(Run, 0, [OfOccurrences(First, (1, "visit-1"), (2, "visit-1")), OfOccurrences(Second, (2, "visit-1"), (2, "visit-2"), (1, "visit-1"))]));
        Assert.True(await Store.AddAsync(Run, 0, [OfOccurrences(BatchNumber.Of(Stage.Rest, Channel.Sms, 2), (1, "visit-1"))]));
        await Store.SealAsync(Run, Stage.TestSlice, Stage.Rest);

        Assert.Equal([(2L, "visit-2", 1)], (await Store.ReadAsync(new GroupScope(Run, 0, Second)))!.Rows.Select(row => (row.Contact.Value, row.Occurrence, row.Address.Row)));
        Assert.Equal([(1, false), (0, true)], (await Store.BatchesAsync(Run, 0, [Second, BatchNumber.Of(Stage.Rest, Channel.Sms, 2)])).Select(batch => (batch.Rows, batch.IsDone)));
        Assert.Equal(3, await RecipientsAsync());
        Assert.Equal(2, (await Store.StageAsync(Run, Stage.Rest))!.Single().Remaining);
    }

    [Fact]
    public async Task What_is_tried_after_a_home_row_of_an_occurrence_is_left_out_with_it()
    {
        await AddRunAsync();
        var later = BatchNumber.Of(Stage.Rest, Channel.Email, 0);
        NewBatch Further(BatchNumber number, BatchNumber home) => new(number, [.. OfOccurrences(number, (1, "visit-1")).Rows.Select(row => row with { Home = new RowPlace(home.Value, 0) })]);
        Assert.True(await Store.AddAsync(Run, 0, [OfOccurrences(First, (1, "visit-1")), Further(later, First)]));
        Assert.True(await Store.AddAsync(Run, 0, [OfOccurrences(Second, (1, "visit-1")), Further(BatchNumber.Of(Stage.Rest, Channel.Email, 1), Second)]));
        Assert.Equal(2, (await Store.TalliesAsync(Run)).Where(tally => tally.Key.Scope is TallyScope.Attempts).Sum(tally => tally[Counted.Recipients]));
        Assert.Equal(1, await RecipientsAsync());
    }

    [Fact]
    public async Task An_address_is_claimed_for_each_occurrence()
    {
        await AddRunAsync();
        AddressClaim Claim(string occurrence, int contact) => new(10, new ContactId(contact), First.Row(Run, 0, contact), occurrence);
        Assert.Equal([Claim("visit-1", 1), Claim("visit-2", 2)], await Store.ClaimAddressesAsync(Run, [Claim("visit-1", 1), Claim("visit-2", 2)]));
        Assert.Equal([Claim("visit-1", 1), Claim("", 3)], await Store.ClaimAddressesAsync(Run, [Claim("visit-1", 3), Claim("", 3)]));
    }

    private static NewBatch OfOccurrences(BatchNumber number, params (int Contact, string Occurrence)[] planned)
    {
        var batch = Batch(number, planned.Select(each => each.Contact));
        return batch with { Rows = [.. batch.Rows.Zip(planned, (row, each) => row with { Occurrence = each.Occurrence })] };
    }

    private async Task<long> RecipientsAsync() => (await Store.TalliesAsync(Run)).Where(tally => tally.Key.Scope is TallyScope.People).Sum(tally => tally[Counted.Recipients]);
}
