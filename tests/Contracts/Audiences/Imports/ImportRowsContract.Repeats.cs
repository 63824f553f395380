using ActiveReach.Audiences.Imports;
using static ActiveReach.Audiences.Imports.RowResult;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Imports;

/// <summary>Batches that come again, come late, or are many.</summary>
public abstract partial class ImportRowsContract
{
    [Fact]
    public async Task A_batch_that_comes_again_changes_nothing_and_is_answered_the_same()
    {
        await StoreAsync("""{"externalId":"c1"}""");
        var batch = Next("""{"externalId":"c2"}""", """{"externalId":"c2"}""", """{"externalId":"c1"}""", """{"externalId":"c3"}""") with { Mode = ImportMode.Insert };
        var first = await Rows.StoreAsync(Shop, batch);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c2","city":"Goa"}"""), Api);

        var again = await Rows.StoreAsync(Shop, batch with { At = Noon.AddMinutes(1) });
        Assert.Equal([Created, Refused, Refused, Created], first!.Select(outcome => outcome.Result));
        Assert.Equal(first, again);
        Assert.Equal([("c1", null, 1L), ("c2", "Goa", 2L), ("c3", null, 1L)], (await EverybodyAsync()).Select(contact => (contact.ExternalId, contact.City, contact.Version)));
    }

    [Fact]
    public async Task A_change_is_not_made_again_over_a_later_one()
    {
        await StoreAsync("""{"externalId":"c1","city":"Pune"}""");
        var batch = Next("""{"externalId":"c1","city":"Goa"}""");
        await Rows.StoreAsync(Shop, batch);
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"c1","city":"Lugo"}"""), Api);
        Assert.Equal(Updated, Assert.Single((await Rows.StoreAsync(Shop, batch))!).Result);
        Assert.Equal("Lugo", (await FindAsync("c1")).City);
    }

    [Fact]
    public async Task Somebody_erased_meanwhile_does_not_come_back_with_a_batch_that_was_stored()
    {
        await Rows.OpenAsync(Job);
        var batch = Next("""{"externalId":"c1","phone":"+34600123456"}""", """{"externalId":"c2"}""");
        await Rows.StoreAsync(Shop, batch);
        await EraseAsync(await FindAsync("c1"));

        Assert.Equal([Created, Created], (await Rows.StoreAsync(Shop, batch))!.Select(outcome => outcome.Result));
        Assert.Equal(["c2"], (await EverybodyAsync()).Select(contact => contact.ExternalId));
        Assert.Equal([Created], await StoreAsync("""{"externalId":"c1","phone":"+34600123456"}"""));
    }

    [Fact]
    public async Task A_batch_that_is_not_the_next_one_is_left_alone()
    {
        await Rows.OpenAsync(Job);
        var (first, second, third) = (Next("""{"externalId":"c1"}"""), Next("""{"externalId":"c2"}"""), Next("""{"externalId":"c3"}"""));
        Assert.Null(await Rows.StoreAsync(Shop, second));
        await Rows.StoreAsync(Shop, first);
        await Rows.StoreAsync(Shop, second);
        Assert.Null(await Rows.StoreAsync(Shop, first with { Contacts = [Draft("""{"externalId":"c9"}""")] }));
        Assert.Null(await Rows.StoreAsync(Shop, third with { Number = 5 }));
        Assert.Equal(["c1", "c2"], (await EverybodyAsync()).Select(contact => contact.ExternalId));
    }

    [Fact]
    public async Task An_import_takes_rows_from_its_opening_to_its_close()
    {
        var batch = Next("""{"externalId":"c1"}""");
        Assert.Null(await Rows.StoreAsync(Shop, batch));
        Assert.True(await Rows.OpenAsync(Job));
        Assert.True(await Rows.OpenAsync(Job));
        await Rows.StoreAsync(Shop, batch);
        await Rows.CloseAsync(Job, Noon);
        await Rows.CloseAsync(Job, Noon.AddDays(1));
        Assert.Null(await Rows.StoreAsync(Shop, batch));
        Assert.Null(await Rows.StoreAsync(Shop, Next("""{"externalId":"c2"}""")));
        Assert.False(await Rows.OpenAsync(Job));
    }

    [Fact]
    public async Task Two_imports_and_two_workspaces_keep_their_rows_apart()
    {
        await StoreAsync("""{"externalId":"c1","city":"Pune"}""");
        var other = Job with { Id = "imp_2", Workspace = Other.Id };
        await Rows.OpenAsync(other);
        Assert.Equal(Created, Assert.Single((await Rows.StoreAsync(Other, new ImportBatch(other.Id, 1, ImportMode.Upsert, Noon, [Draft("""{"externalId":"c1"}""")])))!).Result);
        Assert.Equal("Pune", Assert.Single(await EverybodyAsync()).City);
    }

    [Fact]
    public async Task A_batch_may_be_empty_or_have_ten_thousand_rows()
    {
        Assert.Empty(await StoreAsync());
        var rows = Enumerable.Range(0, 10_000).Select(n => $$"""{"externalId":"c{{n % 9_000}}","phone":"+34600{{n % 9_000:000000}}","tags":["vip"],"custom":{"points":{{n % 9_000 % 7}} } }""").ToArray();
        var results = (await StoreAsync(rows)).ToArray();
        Assert.Equal((9_000, Unchanged), (results.Count(result => result == Created), results[9_002]));
        Assert.Equal(9_000, (await Contacts.ListAsync(Shop.Id, null, null, 1)).Total);
        Assert.Equal("c8999", Assert.Single(await Contacts.FindByAddressAsync(Shop.Id, "+34600008999")).ExternalId);
    }
}
