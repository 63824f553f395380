using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Sqlite.Tests.Audiences;
using ActiveReach.Workspaces;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Sqlite.Tests.Outlets;

/// <summary>What every store that assigns contacts must do.</summary>
public abstract class AssignmentContract
{
    private static readonly DateTimeOffset Noon = SomeContact.Noon;

    protected abstract IAssignmentStore Assignments { get; }

    protected abstract IOutletStore Outlets { get; }

    protected abstract IContactStore Contacts { get; }

    protected abstract IEventStore Events { get; }

    protected abstract IWorkspaceStore Workspaces { get; }

    /// <summary>A store of its own, with nothing in it.</summary>
    protected abstract void StartAfresh();

    [Fact]
    public async Task Without_outlets_there_is_nothing_to_do()
    {
        Assert.Null(await Assignments.FindAsync(SomeContact.Shop.Id));
        Assert.False(await Assignments.AskAsync(SomeContact.Shop.Id, Noon));
        Assert.Empty(await Assignments.StalledAsync(Noon.AddDays(1)));
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended_and_only_one_of_two_gets_on()
    {
        for (var index = 0; index < 5; index++)
            await SaveAsync(new Person(index, 10, 20, null));
        await Outlets.TryAddAsync(At("Near", 10, 20));

        var start = (await Assignments.FindAsync(SomeContact.Shop.Id))!;
        var second = (await Assignments.PageAsync(start, 2, Noon))!;
        Assert.Equal((2, 2, false), (second.Seen, second.Changed, second.IsOver));
        Assert.Null(await Assignments.PageAsync(start, 2, Noon));
        var third = (await Assignments.PageAsync(second, 2, Noon))!;
        var end = (await Assignments.PageAsync(third, 2, Noon))!;
        Assert.Equal((5, 5, true), (end.Seen, end.Changed, end.IsOver));
        Assert.Equal(5, (await Assignments.CountAsync(SomeContact.Shop.Id))[OutletSource.Nearest]);
        Assert.Equal(2, (await Contacts.FindByExternalIdAsync(SomeContact.Shop.Id, "p0"))!.Version);

        Assert.True(await Assignments.AskAsync(SomeContact.Shop.Id, Noon));
        Assert.Equal((5, 0), await RunAsync());
        Assert.Equal(2, (await Contacts.FindByExternalIdAsync(SomeContact.Shop.Id, "p0"))!.Version);
    }

    [Fact]
    public async Task A_change_starts_it_over_and_what_nobody_works_on_is_found()
    {
        await Workspaces.TryAddAsync(SomeContact.Shop);
        await SaveAsync(new Person(0, 10, 20, null));
        await Outlets.TryAddAsync(At("Near", 10, 20));
        var stale = (await Assignments.FindAsync(SomeContact.Shop.Id))!;
        await Outlets.TryAddAsync(At("Nearer", 10, 20.001));
        Assert.Null(await Assignments.PageAsync(stale, 10, Noon));
        Assert.Equal([SomeContact.Shop.Id], await Assignments.StalledAsync(Noon));
        Assert.Empty(await Assignments.StalledAsync(Noon.AddSeconds(-1)));
        await RunAsync();
        Assert.Empty(await Assignments.StalledAsync(Noon.AddDays(1)));

        var workspace = (await Workspaces.FindAsync(SomeContact.Shop.Id))!;
        await Workspaces.TryUpdateAsync(workspace.With(new AssignmentSettings { OutletAssignment = new OutletAssignment { NearestWithinKm = 1 } }));
        Assert.Equal([SomeContact.Shop.Id], await Assignments.StalledAsync(Noon.AddSeconds(-1)));
        await Assignments.AskAsync(SomeContact.Shop.Id, Noon);
        await RunAsync();
        Assert.Empty(await Assignments.StalledAsync(Noon.AddDays(1)));
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
                Outlet outlet => (Task)Outlets.TryAddAsync(outlet),
                Person person => SaveAsync(person),
                ReceivedEvent order => Events.AddAsync(SomeContact.Shop.Id, [order], Noon),
                _ => throw new InvalidOperationException(),
            });
        }

        await RunAsync();
        var directory = await Outlets.ReadAsync(SomeContact.Shop.Id);
        return [.. (await Contacts.NextAsync(SomeContact.Shop.Id, null, 1000))
            .Select(contact => $"{contact.ExternalId}: {directory.Find(contact.Outlet)?.Name ?? contact.Outlet} {contact.OutletBy}")
            .Order(StringComparer.Ordinal)];
    }

    private async Task<(long Seen, long Changed)> RunAsync()
    {
        var progress = await Assignments.FindAsync(SomeContact.Shop.Id);
        while (progress is { IsOver: false })
            progress = await Assignments.PageAsync(progress, 3, Noon);
        return progress is null ? (0, 0) : (progress.Seen, progress.Changed);
    }

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
