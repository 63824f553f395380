using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Who has which address of a run: entities that are only ever added, as many as possible at once.</summary>
internal sealed class AddressClaims(TableClient table, TimeProvider time)
{
    /// <returns>For each the claim that holds now.</returns>
    public async Task<IReadOnlyList<AddressClaim>> ClaimAsync(RunId run, IReadOnlyList<AddressClaim> claims)
    {
        var parts = claims.DistinctBy(claim => (claim.Key, claim.Occurrence)).GroupBy(claim => LedgerKeys.AddressPartition(run, claim.Key))
            .SelectMany(partition => partition.OrderBy(claim => claim.Key).Chunk(TableLimits.MostEntities).Select(part => ClaimPartAsync(run, partition.Key, part)));
        var holders = (await Task.WhenAll(parts)).SelectMany(part => part).ToDictionary(holder => (holder.Key, holder.Occurrence));
        return [.. claims.Select(claim => holders[(claim.Key, claim.Occurrence)])];
    }

    private async Task<IReadOnlyList<AddressClaim>> ClaimPartAsync(RunId run, string partition, AddressClaim[] part)
    {
        var held = new List<AddressClaim>();
        var free = part.ToList();
        for (var tries = new TableTries(time); free.Count > 0;)
        {
            try
            {
                var entities = new EntityGroup(table, partition);
                foreach (var claim in free)
                    entities.Add(Write(partition, claim));
                await entities.SubmitAsync();
                break;
            }
            catch (TableTransactionFailedException refused) when (TableTries.IsConflict(refused) && refused.FailedTransactionActionIndex is { } index)
            {
                // One that others have is left out. Whoever meets a claim of his own repeats all of them.
                var found = await FindAsync(run, partition, [free[index]]);
                if (found.Count > 0 && found[0] == free[index])
                    found = await FindAsync(run, partition, free);
                held.AddRange(found);
                free.RemoveAll(claim => found.Any(each => (each.Key, each.Occurrence) == (claim.Key, claim.Occurrence)));
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                await tries.PauseAsync();
            }
        }

        return [.. held, .. free];
    }

    /// <summary>Of the claims those that hold, as somebody has made them.</summary>
    private async Task<List<AddressClaim>> FindAsync(RunId run, string partition, IReadOnlyList<AddressClaim> claims)
    {
        var found = await Task.WhenAll(claims.Select(async claim =>
        {
            var entity = await table.GetEntityIfExistsAsync<TableEntity>(partition, LedgerKeys.Address(claim.Key, claim.Occurrence));
            return entity.HasValue ? Read(run, claim, entity.Value!) : (AddressClaim?)null;
        }));
        return [.. found.OfType<AddressClaim>()];
    }

    private static TableEntity Write(string partition, AddressClaim claim) => EntityFields.New(partition, LedgerKeys.Address(claim.Key, claim.Occurrence))
        .With("contact", claim.Contact.Value)
        .With("shard", claim.Row.Shard)
        .With("batch", claim.Row.Batch)
        .With("row", claim.Row.Row);

    private static AddressClaim Read(RunId run, AddressClaim asked, TableEntity entity) =>
        asked with { Contact = new ContactId(entity.Long("contact")), Row = new LedgerAddress(run, entity.Number("shard"), entity.Number("batch"), entity.Number("row")) };
}
