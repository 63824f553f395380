using System.Text.Json;
using ActiveReach.Azure.Accounts;
using ActiveReach.Channels;
using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Conversions;

/// <summary>What each person's conversions come to in a run, beside those of the others: so that its figures read them alone. A person's are written behind their
/// conversions, with their version, and an older one never replaces a newer.</summary>
internal sealed class RunSums(TableClient table, TimeProvider time)
{
    private const int Partitions = 8;

    public Task WriteAsync(RunId run, ContactId contact, StoredConversions person)
    {
        var sums = person.All.Where(each => each.Message.Run == run).GroupBy(each => (each.Group, each.Currency))
            .Select(some => Written.From(some.Key.Group, some.Key.Currency, some.Count(each => each.IsFirst), some.Sum(each => each.Amount)));
        var first = person.All.FirstOrDefault(each => each.Message.Run == run && each.IsFirst);
        return new TableEntry(table, PartitionOf(run, contact.Value % Partitions), StoredConversions.RowOf(contact), time).ChangeAsync(
            found => found?.Long("version") >= person.Version
                ? (null, false)
                : (EntityFields.New(PartitionOf(run, contact.Value % Partitions), StoredConversions.RowOf(contact)).With("version", person.Version).With("sums", JsonSerializer.Serialize(sums, Wire.Json)).With("first", first?.Message.ToString()).With("outlet", first?.Group.Outlet), true),
            CancellationToken.None);
    }

    public async Task<IReadOnlyList<ConversionSum>> ReadAsync(RunId run, CancellationToken cancellation)
    {
        var all = await PeopleAsync(run, "sums", null, cancellation);
        return [.. all.SelectMany(sums => JsonSerializer.Deserialize<Written[]>(sums, Wire.Json)!).Select(each => each.Read()).GroupBy(sum => (sum.Group, sum.Currency))
            .Select(some => new ConversionSum(some.Key.Group, some.Key.Currency, some.Sum(sum => sum.People), some.Sum(sum => sum.Amount), some.Sum(sum => sum.Squares)))];
    }

    /// <summary>The messages that the first conversion of each person in the run is credited to, in order of the ledger.</summary>
    /// <param name="outlet">Only people of this one; null for all.</param>
    public async Task<IReadOnlyList<LedgerAddress>> FirstsAsync(RunId run, string? outlet, CancellationToken cancellation)
    {
        var firsts = (await PeopleAsync(run, "first", outlet, cancellation)).Select(text => LedgerAddress.TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no place in the ledger."));
        return [.. firsts.OrderBy(each => (each.Shard, each.Batch, each.Row))];
    }

    /// <summary>What stands by this name of everybody who has it.</summary>
    private async Task<IReadOnlyList<string>> PeopleAsync(RunId run, string name, string? outlet, CancellationToken cancellation)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Partitions).Select(async part =>
        {
            var (found, partition) = (new List<string>(), PartitionOf(run, part));
            await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + (outlet is null ? "" : TableClient.CreateQueryFilter($" and outlet eq {outlet}")), select: [name], cancellationToken: cancellation))
            {
                if (entity.GetString(name) is { } text)
                    found.Add(text);
            }

            return found;
        }));
        return [.. all.SelectMany(some => some)];
    }

    private static string PartitionOf(RunId run, long part) => FormattableString.Invariant($"{run}:{part}");

    private sealed record Written(int Channel, int Stage, string Variant, string Outlet, long Hour, string Currency, long People, decimal Amount)
    {
        public static Written From(ConversionGroup group, string currency, long people, decimal amount) =>
            new(group.Channel.ToStored(), group.Stage, group.Variant, group.Outlet, group.Hour, currency, people, amount);

        public ConversionSum Read() => new(new ConversionGroup(StoredChannel.From(Channel), Stage, Variant, Outlet, Hour), Currency, People, Amount, (double)Amount * (double)Amount);
    }
}
