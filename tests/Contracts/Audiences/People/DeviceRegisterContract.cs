using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Devices;
using ActiveReach.Audiences.Merges;
using ActiveReach.Channels;
using ActiveReach.Consent.Reviews;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Documents;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.People;

/// <summary>What the devices of contacts promise on every store of contacts.</summary>
public abstract class DeviceRegisterContract
{
    private readonly MemoryDocuments documents = new();

    protected abstract IContactStore Contacts { get; }

    protected abstract IAudienceReader Audiences { get; }

    private DeviceRegister Devices => new(documents, Contacts);

    [Fact]
    public async Task A_device_makes_its_contact_reachable_until_it_goes()
    {
        var ana = await AddAsync("c1");
        var (device, added) = (await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Ios, "t1", Noon))!.Value;
        Assert.True(added);
        Assert.Equal((1, true), await CountedAsync(ana));
        Assert.Equal(["t1"], (await Devices.ListAsync(Shop.Id, ana))!.Select(each => each.Token));

        Assert.True(await Devices.RemoveAsync(Shop.Id, ana, device.Id, Noon));
        Assert.False(await Devices.RemoveAsync(Shop.Id, ana, device.Id, Noon));
        Assert.Equal((0, false), await CountedAsync(ana));
    }

    [Fact]
    public async Task A_token_registered_again_changes_nothing_and_registered_elsewhere_moves()
    {
        var (ana, ben) = (await AddAsync("c1"), await AddAsync("c2"));
        var first = (await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Android, "t1", Noon))!.Value;
        var again = (await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Android, "t1", Noon.AddDays(1)))!.Value;
        Assert.Equal((first.Device, false), again);

        await Devices.RegisterAsync(Shop.Id, ben, DevicePlatform.Android, "t1", Noon);
        Assert.Equal(((0, false), (1, true)), (await CountedAsync(ana), await CountedAsync(ben)));
        Assert.Empty((await Devices.ListAsync(Shop.Id, ana))!);
    }

    [Fact]
    public async Task Of_too_many_devices_the_oldest_goes()
    {
        var ana = await AddAsync("c1");
        for (var number = 0; number <= DeviceRegister.MostOfContact; number++)
            await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Web, $"t{number}", Noon);
        var tokens = (await Devices.ListAsync(Shop.Id, ana))!.Select(device => device.Token).ToList();
        Assert.Equal((DeviceRegister.MostOfContact, "t1"), (tokens.Count, tokens[0]));
    }

    [Fact]
    public async Task Devices_go_with_an_erased_contact_and_stay_in_their_workspace()
    {
        var ana = await AddAsync("c1");
        await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Ios, "t1", Noon);
        Assert.Null(await Devices.ListAsync(Other.Id, ana));
        Assert.Null(await Devices.RegisterAsync(Other.Id, ana, DevicePlatform.Ios, "t2", Noon));

        await Contacts.EraseAsync(Shop.Id, ana, Noon);
        Assert.Null(await Devices.ListAsync(Shop.Id, ana));
        var ben = await AddAsync("c2");
        Assert.True((await Devices.RegisterAsync(Shop.Id, ben, DevicePlatform.Ios, "t1", Noon))!.Value.Added);
    }

    [Fact]
    public async Task Devices_go_along_with_a_merge_and_a_crash_between_is_mended_by_whoever_registers_again()
    {
        var (ana, twin, old) = (await AddAsync("c1"), await AddAsync("c2"), await AddAsync("c3"));
        await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Ios, "t1", Noon);
        await Devices.RegisterAsync(Shop.Id, twin, DevicePlatform.Ios, "t2", Noon.AddHours(1));
        await Devices.RegisterAsync(Shop.Id, old, DevicePlatform.Ios, "t3", Noon);
        var consents = new ReviewList(documents, null!);
        await new MergeContacts(Contacts, consents, [Devices], Clock).RunAsync(new Caller(Shop.Id, "ann@example.com", Role.Admin), ana, twin);
        Assert.Equal((2, true), await CountedAsync(ana));
        Assert.Equal(["t1", "t2"], (await Devices.ListAsync(Shop.Id, twin))!.Select(each => each.Token));

        await Contacts.MergeAsync(Shop.Id, ana, old, Api);
        Assert.Equal((3, true), await CountedAsync(ana));
        Assert.True((await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Ios, "t3", Noon))!.Value.Added);
        Assert.Equal(3, (await Devices.ListAsync(Shop.Id, old))!.Count);
        Assert.Equal((3, true), await CountedAsync(ana));
    }

    [Fact]
    public async Task Many_who_register_at_once_are_all_counted()
    {
        var ana = await AddAsync("c1");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Web, $"t{number}", Noon)));
        Assert.Equal((12, 12), ((await CountedAsync(ana)).Devices, (await Devices.ListAsync(Shop.Id, ana))!.Count));
    }

    [Fact]
    public async Task With_an_erased_contact_nothing_is_kept_of_its_devices()
    {
        var ana = await AddAsync("c1");
        await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Ios, "t1", Noon);
        await Devices.EraseAsync(Shop.Id, (await Contacts.FindAsync(Shop.Id, ana))!);
        await Contacts.EraseAsync(Shop.Id, ana, Noon);
        Assert.Empty((await documents.QueryAsync(new DocumentQuery(Shop.Id.Partition, "device"))).Items);
    }

    private async Task<ContactId> AddAsync(string externalId) => (await Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"{{externalId}}"}"""), Api)).Contact.Id;

    private async Task<(int Devices, bool HasDevice)> CountedAsync(ContactId contact) =>
        ((await Contacts.FindAsync(Shop.Id, contact))!.Devices, (await Audiences.ReadAsync(Shop.Id, [contact]))[contact].HasDevice);
}
