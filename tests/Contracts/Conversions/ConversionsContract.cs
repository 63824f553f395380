using ActiveReach.Channels;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Conversions;

/// <summary>What every <see cref="IConversions"/> promises.</summary>
public abstract class ConversionsContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    protected abstract IConversions Conversions { get; }

    protected abstract WorkspaceId Workspace { get; }

    /// <summary>A run of the workspace that counts conversions; another one each time.</summary>
    protected abstract Task<RunId> RunAsync();

    /// <summary>Somebody of whom an event is known; another one each time, and not marked any more.</summary>
    protected abstract Task<ContactId> CustomerAsync();

    [Fact]
    public async Task Whoever_is_marked_is_due_until_they_are_credited()
    {
        await RunAsync();
        var (ana, bo) = (await CustomerAsync(), await CustomerAsync());
        var marked = await Conversions.MarkAsync(Workspace, [ana, bo]);
        Assert.Equal(marked.OrderBy(due => due.Contact), (await DueAsync()).OrderBy(due => due.Contact));
        Assert.Equal(new[] { ana, bo }.Order(), marked.Select(due => due.Contact).Order());
        Assert.Single(await Conversions.DueAsync(Workspace, 1));
        Assert.Empty(await Conversions.DueAsync(new WorkspaceId("elsewhere"), 10));

        Assert.True(await Conversions.TryCreditAsync(Workspace, await DueAsync(ana), []));
        Assert.Equal([bo], (await DueAsync()).Select(due => due.Contact));
    }

    [Fact]
    public async Task Whoever_is_marked_again_meanwhile_is_not_credited_by_an_older_look()
    {
        var (ana, run) = (await CustomerAsync(), await RunAsync());
        await Conversions.MarkAsync(Workspace, [ana]);
        var first = await DueAsync(ana);
        await Conversions.MarkAsync(Workspace, [ana]);
        var second = await DueAsync(ana);

        Assert.False(await Conversions.TryCreditAsync(Workspace, first, [Of(ana, run, 1, "event:1")]));
        Assert.Empty(await Conversions.OfAsync(ana));
        Assert.True(await Conversions.TryCreditAsync(Workspace, second, [Of(ana, run, 1, "event:2")]));
        Assert.False(await Conversions.TryCreditAsync(Workspace, second, []));
        Assert.Equal("event:2", Assert.Single(await Conversions.OfAsync(ana)).Cause);
    }

    [Fact]
    public async Task The_conversions_of_a_person_are_replaced_as_a_whole_and_those_of_others_stay()
    {
        var (ana, bo, run, other) = (await CustomerAsync(), await CustomerAsync(), await RunAsync(), await RunAsync());
        await CreditAsync(bo, Of(bo, run, 2, "event:b"));
        Conversion[] both = [Of(ana, run, 1, "order:1") with { Amount = 12.3456m, Currency = "INR" }, Of(ana, other, 1, "order:2") with { At = Noon.AddHours(1), IsFirst = false }];
        await CreditAsync(ana, both);
        Assert.Equal(both, await Conversions.OfAsync(ana));

        await CreditAsync(ana, both[1]);
        Assert.Equal([both[1]], await Conversions.OfAsync(ana));
        Assert.Equal("event:b", Assert.Single(await Conversions.OfAsync(bo)).Cause);
    }

    [Fact]
    public async Task The_sums_of_a_run_are_those_of_its_conversions_by_group_and_currency()
    {
        var (ana, bo, run, other) = (await CustomerAsync(), await CustomerAsync(), await RunAsync(), await RunAsync());
        Assert.Empty(await Conversions.SumsAsync(run));
        Assert.Empty(await Conversions.SumsAsync(new RunId("cmp_none.1")));
        var group = Of(ana, run, 1, "").Group;
        await CreditAsync(
            ana, Of(ana, run, 1, "order:1") with { Amount = 10.5m }, Of(ana, run, 1, "order:2") with { Amount = 2, IsFirst = false }, Of(ana, run, 1, "order:3") with { Amount = 7, Currency = "INR", IsFirst = false },
            Of(ana, other, 1, "order:4") with { Amount = 100 });
        await CreditAsync(bo, Of(bo, run, 2, "order:5") with { Amount = 1 }, Of(bo, run, 3, "order:6") with { Amount = 4, Group = group with { Channel = Channel.Email }, IsFirst = false });

        Assert.Equal(
            [new ConversionSum(group, "INR", 0, 7, 49), new ConversionSum(group, "USD", 2, 13.5m, 157.25), new ConversionSum(group with { Channel = Channel.Email }, "USD", 0, 4, 16)],
            (await Conversions.SumsAsync(run)).OrderBy(sum => sum.Group.Channel == Channel.Email).ThenBy(sum => sum.Currency, StringComparer.Ordinal));
    }

    private static Conversion Of(ContactId contact, RunId run, int row, string cause) => new()
    {
        Message = new LedgerAddress(run, 0, BatchNumber.Of(Stage.Rest, Channel.Sms, 0).Value, row),
        Contact = contact,
        Cause = cause,
        At = Noon,
        Currency = "USD",
        IsFirst = true,
        Group = new ConversionGroup(Channel.Sms, Stage.Rest, "A", "out_1", 492_000),
    };

    private async Task CreditAsync(ContactId contact, params IReadOnlyList<Conversion> conversions)
    {
        await Conversions.MarkAsync(Workspace, [contact]);
        Assert.True(await Conversions.TryCreditAsync(Workspace, await DueAsync(contact), conversions));
    }

    private Task<IReadOnlyList<DueCustomer>> DueAsync() => Conversions.DueAsync(Workspace, 10);

    private async Task<DueCustomer> DueAsync(ContactId contact) => (await DueAsync()).Single(due => due.Contact == contact);
}
