using ActiveReach.Campaigns;
using ActiveReach.Delivery;
using ActiveReach.Sqlite.Tests.Delivery.World;
using Contracts.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery.Reports;

/// <summary>Who did what a campaign counts as conversion.</summary>
public sealed class ConversionTests : IDisposable
{
    private readonly DeliveryWorld world = new(People.Some(50));

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_person_counts_once_in_every_breakdown_if_they_did_it_within_the_window()
    {
        await world.PlannedAsync(definition => definition with
        {
            Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
            Conversion = new ConversionGoal { Event = "bought", Window = TimeSpan.FromDays(7) },
        });
        await world.DrainAsync();
        var handed = world.Clock.GetUtcNow();
        Do("bought", 1, handed);
        Do("bought", 1, handed.AddDays(1));
        Do("bought", 2, handed.AddDays(7));
        Do("bought", 3, handed.AddSeconds(-1));
        Do("bought", 4, handed.AddDays(7).AddSeconds(1));
        Do("looked", 5, handed);
        Do("bought", 99, handed);

        foreach (var by in Enum.GetValues<FigureGrouping>())
            Assert.Equal((by, 2), (by, (await world.Figures.CountAsync([DeliveryWorld.Run], by)).Sum(group => group.Converted)));
        var listed = await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Converted, 10, null);
        Assert.Equal([1L, 2L], listed.Items.Select(row => row.Contact.Value).Order());
        foreach (var variant in await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Variant))
            Assert.Equal(listed.Items.Count(row => row.Variant == variant.Group), variant.Converted);
    }

    private void Do(string type, long contact, DateTimeOffset at) => world.Database.WriteAsync(session =>
    {
        session.Prepare("INSERT OR IGNORE INTO audience_workspaces (key, name) VALUES (1, ?1)").Bind(1, OneShop.Shop.Id.Value).Execute();
        session.Prepare("INSERT OR IGNORE INTO event_types (workspace, name) VALUES (1, ?1)").Bind(1, type).Execute();
        session.Prepare("""
            INSERT INTO events (workspace, id, type, contact, at, received_at) SELECT 1, ?2 || '-' || ?3 || '-' || ?1, key, ?2, ?3, ?3 FROM event_types WHERE name = ?1
            """).Bind(1, type).Bind(2, contact).Bind(3, at.ToUnixTimeMilliseconds()).Execute();
        session.Prepare("INSERT INTO contact_events (type, contact, at, event) SELECT type, contact, at, key FROM events WHERE key = ?1").Bind(1, session.LastInsertRowId).Execute();
    }).GetAwaiter().GetResult();
}
