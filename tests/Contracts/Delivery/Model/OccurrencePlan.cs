using System.Globalization;
using System.Text;
using ActiveReach.Campaigns.Records;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using Contracts.Delivery.World;

namespace Contracts.Delivery.Model;

/// <summary>Plans as a run that stays does: what fell due is frozen in chunks, several occurrences of one person among them, and what the chunk before had is
/// taken again, as if nobody had noted it.</summary>
internal sealed class OccurrencePlan(IPlans plans, ILedger ledger, ModelWorld world, RunRecords runs)
{
    private const int AChunk = 10;

    public async Task<bool> ContinueAsync()
    {
        var state = await plans.OpenAsync(ModelWorld.Run);
        if (state.IsFinished)
            return true;
        var run = (await runs.FindAsync(ModelWorld.Run))!;
        var head = await ledger.OpenAsync(new LedgerRun(run.Id, run.Workspace, run.Campaign, 1, false, run.StartedAt, null, null), Fence.Of(run));
        await ledger.RaiseAsync(run.Id, Fence.Of((await runs.FindAsync(run.Id))!));
        if (await plans.FreezeAsync(run.Id, state.Chunks, Encoding.UTF8.GetBytes(Due(state))) is not { } kept)
            return false;
        var due = Encoding.UTF8.GetString(kept.Span).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var batch = await BatchAsync(head, BatchNumber.Of(Stage.Rest, Channel.Sms, state.Chunks), due);
        if (!await ledger.AddAsync(run.Id, 0, [batch]))
            return false;
        var isEnd = (state.Chunks + 1) * AChunk >= world.Everybody.Count * world.Occurrences;
        if (isEnd)
            await ledger.SealAsync(run.Id, Stage.TestSlice, Stage.Rest);
        await plans.MoveAsync(run.Id, state, state with { Chunks = state.Chunks + 1, IsFinished = isEnd });
        return (await plans.OpenAsync(run.Id)).IsFinished;
    }

    /// <summary>People by their place, each with an occurrence.</summary>
    private string Due(PlanState state) => string.Join(' ', Enumerable.Range(0, world.Everybody.Count * world.Occurrences)
        .Take((Math.Max(0, state.Chunks - 1) * AChunk)..((state.Chunks + 1) * AChunk)).Select(each => $"{each / world.Occurrences}/{each % world.Occurrences}"));

    private async Task<NewBatch> BatchAsync(LedgerRun run, BatchNumber number, string[] due)
    {
        var rows = due.Select((each, index) => Row(run, number.Row(run.Id, 0, index), each.Split('/'))).ToList();
        var claims = rows.Where(row => row.AddressKey is not null).Select(row => new AddressClaim(row.AddressKey!.Value, row.Contact, row.Address, row.Occurrence)).ToList();
        var holders = claims.Zip(await ledger.ClaimAddressesAsync(run.Id, claims)).Where(each => each.First.Contact != each.Second.Contact).ToDictionary(each => each.First.Row, each => each.Second);
        return new NewBatch(number, [.. rows.Select(row => holders.TryGetValue(row.Address, out var holder)
            ? row with { State = LedgerState.Skipped, Reason = SkipReason.DuplicateAddress, Rule = holder.Contact.ToString() }
            : row)]);
    }

    private LedgerRow Row(LedgerRun run, LedgerAddress address, string[] entry)
    {
        var person = world.Everybody[int.Parse(entry[0], CultureInfo.InvariantCulture)];
        return new LedgerRow
        {
            Address = address,
            Campaign = run.Campaign,
            Contact = person.Id,
            Occurrence = entry[1],
            Channel = Channel.Sms,
            State = LedgerState.Planned,
            Variant = "A",
            AddressKey = person.Phone is { } phone ? AddressKey.Of(OneShop.Shop.Id, Channel.Sms, phone) : null,
        };
    }
}
