using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Inputs;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Queues;
using Contracts.Audiences;
using ActiveReach.Workspaces;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Outlets;

/// <summary>What every store that puts contacts to outlets must do, under the assignment that asks it to.</summary>
public abstract class OutletContactsContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;

    protected abstract IDocuments Documents { get; }

    protected abstract IOutletContacts OutletContacts { get; }

    protected abstract IContactStore Contacts { get; }

    protected abstract IEventStore Events { get; }

    private WorkspaceRegister Workspaces => new(Documents);

    private OutletRegister Outlets => new(Documents);

    private Assignments Assignments => new(Documents);

    private Tray Tray { get; } = new();

    private FakeTimeProvider Clock { get; } = new(Noon);

    private AssignOutlets Assign => new(Assignments, Outlets, new OutletDirectories(Outlets), OutletContacts, Workspaces, new SettingsSections([SettingsSection.Of<AssignmentSettings>()]), Tray, Clock);

    /// <summary>A store of its own, with nothing in it.</summary>
    protected abstract void StartAfresh();

    [Fact]
    public async Task Without_outlets_there_is_nothing_to_do()
    {
        await Workspaces.TryAddAsync(SomeContact.Shop);
        await Assign.AskAsync(SomeContact.Shop.Id);
        Assert.Null((await Assign.ShowAsync(SomeContact.Shop.Id)).Progress);
        Assert.False(await Assign.PageAsync(SomeContact.Shop.Id, 2));
        Assert.Empty(await StalledAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended_and_only_one_of_two_gets_on()
    {
        await Workspaces.TryAddAsync(SomeContact.Shop);
        for (var index = 0; index < 5; index++)
            await SaveAsync(new Person(index, 10, 20, null));
        await AddAsync(At("Near", 10, 20));

        var start = (await Assignments.FindAsync(SomeContact.Shop.Id))!;
        Assert.True(await Assign.PageAsync(SomeContact.Shop.Id, 2));
        var second = (await Assignments.FindAsync(SomeContact.Shop.Id))!.Value;
        Assert.Equal((2, 2, false), (second.Seen, second.Changed, second.IsOver));
        Assert.False(await Assignments.TrySaveAsync(start.Value with { Seen = 7 }, start.ETag));
        Assert.Equal((5, 5), await RunAsync());
        Assert.Equal(5, (await OutletContacts.CountAsync(SomeContact.Shop.Id))[OutletSource.Nearest]);
        Assert.Equal((5, 0), ((await OutletContacts.CountAsync(SomeContact.Shop.Id, new OutletId("out_near")))[OutletSource.Nearest], (await OutletContacts.CountAsync(SomeContact.Shop.Id, OutletId.New()))[OutletSource.Nearest]));
        Assert.Equal(2, (await Contacts.FindByExternalIdAsync(SomeContact.Shop.Id, "p0"))!.Version);

        await Assign.AskAsync(SomeContact.Shop.Id);
        Assert.Equal((5, 0), await RunAsync());
        Assert.Equal(2, (await Contacts.FindByExternalIdAsync(SomeContact.Shop.Id, "p0"))!.Version);
    }

    [Fact]
    public async Task A_change_starts_it_over_and_what_nobody_works_on_is_taken_up()
    {
        await Workspaces.TryAddAsync(SomeContact.Shop);
        await SaveAsync(new Person(0, 10, 20, null));
        await AddAsync(At("Near", 10, 20));
        var stale = (await Assignments.FindAsync(SomeContact.Shop.Id))!;
        await AddAsync(At("Nearer", 10, 20.001));
        Assert.False(await Assignments.TrySaveAsync(stale.Value, stale.ETag));
        Assert.Empty(await StalledAsync(TimeSpan.FromSeconds(1)));
        Assert.Single(await StalledAsync(TimeSpan.Zero));
        await RunAsync();
        Assert.Empty(await StalledAsync(TimeSpan.Zero));

        // A rule that is changed and never followed, since whoever changed it died.
        ISettingsWatch watch = Assign;
        var workspace = (await Workspaces.FindAsync(SomeContact.Shop.Id))!;
        var changed = workspace.With(new AssignmentSettings { OutletAssignment = new OutletAssignment { NearestWithinKm = 1 } });
        await watch.CheckAsync(new SettingsChange(workspace, changed.Settings, InputValue.Of(JsonSerializer.SerializeToElement(new { outletAssignment = new { nearestWithinKm = 1 } }))), default);
        await Workspaces.TryUpdateAsync(changed);
        Assert.Single(await StalledAsync(TimeSpan.Zero));
        await RunAsync();
        Assert.Empty(await StalledAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Whoever_knows_older_outlets_than_those_that_everybody_is_put_to_looks_again()
    {
        await Workspaces.TryAddAsync(SomeContact.Shop);
        await AddAsync(At("Far", 10, 20.2));
        var stale = await new OutletDirectories(Outlets).OfAsync(SomeContact.Shop.Id);
        await AddAsync(At("Near", 10, 20));
        await SaveAsync(new Person(0, 10, 20, null));
        await RunAsync();

        await OutletContacts.PlaceAsync(SomeContact.Shop.Id, stale, 0, 10, Noon);
        await SaveAsync(new Person(1, 10, 20, null));

        Assert.Equal("out_near", (await Contacts.FindByExternalIdAsync(SomeContact.Shop.Id, "p0"))!.Outlet);
        Assert.Equal("out_near", (await Contacts.FindByExternalIdAsync(SomeContact.Shop.Id, "p1"))!.Outlet);
    }

    [Fact]
    public void The_outlet_of_a_contact_does_not_depend_on_the_order_in_which_things_came() => Prop.ForAll(Scenes(), scene =>
    {
        var before = PlayAsync(scene.Things).GetAwaiter().GetResult();
        var after = PlayAsync(scene.Shuffled).GetAwaiter().GetResult();
        Assert.Equal(before, after);
        Assert.All(scene.Things.OfType<Person>().Where(person => person.Says is "Shop 0"), person => Assert.Contains($"p{person.Number}: Shop 0 Explicit", before));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    /// <summary>Lets the things come in this order, assigns everybody, and tells who is where and why.</summary>
    private async Task<List<string>> PlayAsync(IReadOnlyList<object> things)
    {
        StartAfresh();
        await Workspaces.TryAddAsync(SomeContact.Shop);
        foreach (var thing in things)
        {
            await (thing switch
            {
                Outlet outlet => (Task)AddAsync(outlet),
                Person person => SaveAsync(person),
                ReceivedEvent order => Events.AddAsync(SomeContact.Shop.Id, [order], Noon),
                _ => throw new InvalidOperationException(),
            });
        }

        await RunAsync();
        var directory = await new OutletDirectories(Outlets).OfAsync(SomeContact.Shop.Id);
        return [.. (await Contacts.NextAsync(SomeContact.Shop.Id, null, 1000))
            .Select(contact => $"{contact.ExternalId}: {directory.Find(contact.Outlet)?.Name ?? contact.Outlet} {contact.OutletBy}")
            .Order(StringComparer.Ordinal)];
    }

    private async Task<(long Seen, long Changed)> RunAsync()
    {
        while (await Assign.PageAsync(SomeContact.Shop.Id, 3))
        {
        }

        return (await Assignments.FindAsync(SomeContact.Shop.Id))?.Value is { } progress ? (progress.Seen, progress.Changed) : (0, 0);
    }

    /// <summary>What is put into the queue for those that nobody has got on with for so long.</summary>
    private async Task<IReadOnlyList<string>> StalledAsync(TimeSpan untouchedFor)
    {
        Tray.Messages.Clear();
        await Assign.ResumeStalledAsync(untouchedFor);
        return [.. Tray.Messages];
    }

    private Task<OutletChange> AddAsync(Outlet outlet) => Outlets.TryAddAsync(outlet, OutletAssignment.Default);

    private Task<(Contact Contact, bool Added)> SaveAsync(Person person)
    {
        var draft = new ContactDraft { [ContactFields.ExternalId] = $"p{person.Number}", [ContactFields.Lat] = person.Lat, [ContactFields.Lon] = person.Lon };
        if (person.Says is not null)
            draft[ContactFields.Outlet] = person.Says;
        return Contacts.SaveAsync(SomeContact.Shop, draft, SomeContact.Api);
    }

    private static Outlet At(string name, double lat, double lon) => new()
    {
        Id = new OutletId("out_" + name.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)),
        Workspace = SomeContact.Shop.Id,
        Name = name,
        TimeZone = "UTC",
        Lat = lat,
        Lon = lon,
        UpdatedAt = Noon,
    };

    private static Arbitrary<(IReadOnlyList<object> Things, IReadOnlyList<object> Shuffled)> Scenes() => (
        from outlets in Gen.Choose(1, 4)
        from spots in Gen.Choose(0, 40).ArrayOf(20)
        from kinds in Gen.Choose(0, 5).ArrayOf(20)
        from hours in Gen.Choose(0, 3).ArrayOf(20)
        from order in Gen.Choose(0, int.MaxValue - 1).ArrayOf(30)
        let things = Things(outlets, spots, kinds, hours)
        select ((IReadOnlyList<object>)things, (IReadOnlyList<object>)[.. things.Select((thing, index) => (thing, order[index])).OrderBy(each => each.Item2).Select(each => each.thing)])).ToArbitrary();

    private static List<object> Things(int outlets, int[] spots, int[] kinds, int[] hours)
    {
        var things = new List<object>();
        for (var index = 0; index < outlets; index++)
            things.Add(At($"Shop {index}", 10, 20 + (spots[index] / 100.0)));
        for (var index = 0; index < 8; index++)
        {
            var says = kinds[index] switch { 0 => "Shop 0", 1 => "shop 1", 2 => "Elsewhere", _ => null };
            things.Add(new Person(index, 10, 20 + (spots[index + 4] / 100.0), says));
            if (kinds[index + 8] > 1)
                things.Add(Order(index, index, kinds[index + 8] % outlets, hours[index]));
            if (kinds[index + 8] > 3)
                things.Add(Order(index + 100, index, hours[index], hours[index + 1]));
        }

        return things;
    }

    private static ReceivedEvent Order(int number, int person, int shop, int hour) => new(
        $"e{number}", "order_placed", new EventIdentity(IdentityKind.ExternalId, $"p{person}"), Noon.AddHours(hour), $"SHOP {shop}", $$"""{"orderId":"{{number}}","total":1,"currency":"INR"}""");

    private sealed record Person(int Number, double Lat, double Lon, string? Says);
}

/// <summary>Keeps what is put into it.</summary>
internal sealed class Tray : IMessageQueue
{
    public List<string> Messages { get; } = [];

    public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        Messages.Add(body);
        return Task.CompletedTask;
    }

    public Task SendManyAsync(string queue, IReadOnlyList<string> bodies, CancellationToken cancellation = default) => throw new NotSupportedException();
}
