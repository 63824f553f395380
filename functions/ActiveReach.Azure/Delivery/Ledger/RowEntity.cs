using System.Globalization;
using ActiveReach.Azure.Accounts;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>A row as an entity. A home row that knows of attempts on other channels has them as one text: <c>channel,batch,row,state,marks,handed;…</c></summary>
internal static class RowEntity
{
    /// <summary>Whose it is.</summary>
    public const string Contact = "contact";

    private const char Between = ';';
    private const char Within = ',';

    public static TableEntity Write(string partition, LedgerRow row) => EntityFields.New(partition, LedgerKeys.Row(row.Place))
        .With(Contact, row.Contact.Value)
        .With("occurrence", row.Occurrence.Length == 0 ? null : row.Occurrence)
        .With("channel", row.Channel.ToStored())
        .With("state", (int)row.State)
        .With("homeBatch", row.Home?.Batch)
        .With("homeRow", row.Home?.Row)
        .With("attempts", row.Attempts.Count == 0 ? null : string.Join(Between, row.Attempts.Select(Text)))
        .Where("superseded", row.IsSuperseded)
        .With("address", row.AddressKey)
        .With("variant", row.Variant)
        .With("outlet", row.Outlet)
        .With("sender", row.Sender)
        .With("reason", row.Reason)
        .With("rule", row.Rule)
        .With("messageId", row.MessageId)
        .With("firstSentAt", row.FirstSentAt)
        .With("handedAt", row.HandedAt)
        .With("deliveredAt", row.DeliveredAt)
        .With("openedAt", row.OpenedAt)
        .With("clickedAt", row.ClickedAt)
        .With("repliedAt", row.RepliedAt)
        .With("optedOutAt", row.OptedOutAt)
        .With("heldAt", row.HeldAt)
        .With("machineOpenedAt", row.MachineOpenedAt)
        .With("machineOpenRule", row.MachineOpenRule)
        .With("machineClickedAt", row.MachineClickedAt)
        .With("machineClickRule", row.MachineClickRule);

    /// <summary>What the service may leave out: home rows of those who did it, and whatever has attempts elsewhere, are in.</summary>
    public static string Where(RecipientAction action)
    {
        var own = action switch
        {
            RecipientAction.Sent or RecipientAction.Received => IsThere("handedAt"),
            RecipientAction.Delivered => Is(LedgerState.Delivered),
            RecipientAction.Bounced => Is(LedgerState.Bounced),
            RecipientAction.Failed => Is(LedgerState.Failed),
            RecipientAction.Skipped => Is(LedgerState.Skipped),
            RecipientAction.Uncertain => Is(LedgerState.Uncertain),
            RecipientAction.Opened => IsThere("openedAt"),
            RecipientAction.MachineOpened => IsThere("machineOpenedAt"),
            RecipientAction.Clicked => IsThere("clickedAt"),
            RecipientAction.MachineClicked => IsThere("machineClickedAt"),
            RecipientAction.Replied => IsThere("repliedAt"),
            RecipientAction.OptedOut => IsThere("optedOutAt"),
            _ => TableClient.CreateQueryFilter($"state ge {0}"),
        };
        return $"({own} or attempts ge '')";
    }

    public static async Task<LedgerRow?> FindAsync(TableClient table, LedgerRun run, LedgerAddress address, CancellationToken cancellation)
    {
        var entity = await table.GetEntityIfExistsAsync<TableEntity>(LedgerKeys.Shard(run.Id, address.Shard), LedgerKeys.Row(new RowPlace(address.Batch, address.Row)), cancellationToken: cancellation);
        return entity.HasValue ? Read(run, address.Shard, entity.Value!) : null;
    }

    public static LedgerRow Read(LedgerRun run, int shard, TableEntity entity)
    {
        var place = LedgerKeys.PlaceOf(entity.RowKey);
        return new LedgerRow
        {
            Address = new LedgerAddress(run.Id, shard, place.Batch, place.Row),
            Campaign = run.Campaign,
            Contact = new ContactId(entity.Long(Contact)),
            Occurrence = entity.GetString("occurrence") ?? "",
            Channel = StoredChannel.From(entity.Number("channel")),
            State = (LedgerState)entity.Number("state"),
            Home = entity.GetInt32("homeBatch") is { } home ? new RowPlace(home, entity.Number("homeRow")) : null,
            Attempts = entity.GetString("attempts") is { } attempts ? [.. attempts.Split(Between).Select(AttemptOf)] : [],
            IsSuperseded = entity.Is("superseded"),
            AddressKey = entity.GetInt64("address"),
            Variant = entity.GetString("variant"),
            Outlet = entity.GetString("outlet"),
            Sender = entity.GetString("sender"),
            Reason = entity.GetString("reason"),
            Rule = entity.GetString("rule"),
            MessageId = entity.GetString("messageId"),
            FirstSentAt = entity.GetDateTimeOffset("firstSentAt"),
            HandedAt = entity.GetDateTimeOffset("handedAt"),
            DeliveredAt = entity.GetDateTimeOffset("deliveredAt"),
            OpenedAt = entity.GetDateTimeOffset("openedAt"),
            ClickedAt = entity.GetDateTimeOffset("clickedAt"),
            RepliedAt = entity.GetDateTimeOffset("repliedAt"),
            OptedOutAt = entity.GetDateTimeOffset("optedOutAt"),
            HeldAt = entity.GetDateTimeOffset("heldAt"),
            MachineOpenedAt = entity.GetDateTimeOffset("machineOpenedAt"),
            MachineOpenRule = entity.GetString("machineOpenRule"),
            MachineClickedAt = entity.GetDateTimeOffset("machineClickedAt"),
            MachineClickRule = entity.GetString("machineClickRule"),
        };
    }

    private static string Is(LedgerState state) => TableClient.CreateQueryFilter($"state eq {(int)state}");

    private static string IsThere(string time) => $"{time} ge datetime'1900-01-01T00:00:00Z'";

    private static string Text(Attempt attempt) => string.Create(
        CultureInfo.InvariantCulture, $"{attempt.Channel.ToStored()},{attempt.Batch},{attempt.Row},{(int)attempt.State},{(int)attempt.Marks},{attempt.HandedAt?.UtcTicks}");

    private static Attempt AttemptOf(string text)
    {
        var parts = text.Split(Within);
        int Part(int index) => int.Parse(parts[index], CultureInfo.InvariantCulture);
        var handed = parts[5].Length == 0 ? (DateTimeOffset?)null : new DateTimeOffset(long.Parse(parts[5], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new Attempt(StoredChannel.From(Part(0)), Part(1), Part(2), (LedgerState)Part(3), handed, (Marks)Part(4));
    }
}
