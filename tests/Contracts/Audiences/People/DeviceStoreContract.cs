using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Devices;
using ActiveReach.Ids;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.People;

/// <summary>What every store of devices promises.</summary>
public abstract class DeviceStoreContract
{
    protected abstract IContactStore Contacts { get; }

    protected abstract IAudienceReader Audiences { get; }

    protected abstract IDeviceStore Devices { get; }

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
        for (var number = 0; number <= IDeviceStore.MostOfContact; number++)
            await Devices.RegisterAsync(Shop.Id, ana, DevicePlatform.Web, $"t{number}", Noon);
        var tokens = (await Devices.ListAsync(Shop.Id, ana))!.Select(device => device.Token).ToList();
        Assert.Equal((IDeviceStore.MostOfContact, "t1"), (tokens.Count, tokens[0]));
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

    private async Task<ContactId> AddAsync(string externalId) => (await Contacts.SaveAsync(Shop, Draft($$"""{"externalId":"{{externalId}}"}"""), Api)).Contact.Id;

    private async Task<(int Devices, bool HasDevice)> CountedAsync(ContactId contact) =>
        ((await Contacts.FindAsync(Shop.Id, contact))!.Devices, (await Audiences.ReadAsync(Shop.Id, [contact]))[contact].HasDevice);
}
