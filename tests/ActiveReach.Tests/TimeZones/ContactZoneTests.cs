using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.TimeZones;

/// <summary>The chain: profile, phone, country with one zone, outlet, workspace.</summary>
public sealed class ContactZoneTests
{
    private static readonly Workspace Workspace = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new GeneralSettings { TimeZone = "Europe/Madrid" });

    private static readonly Outlet Outlet = new() { Id = OutletId.New(), Workspace = Workspace.Id, Name = "Pune", TimeZone = "Asia/Kolkata" };

    private static readonly Recipient Nobody = new() { Id = new ContactId(1), Consents = Contact.NoConsents };

    [Fact]
    public void The_profile_knows_better_than_the_phone() =>
        Assert.Equal(new ContactZone("Asia/Tokyo", ZoneSource.Profile), Of(Nobody with { TimeZone = "Asia/Tokyo", Phone = "+12125550100" }));

    [Fact]
    public void The_phone_knows_better_than_the_outlet() =>
        Assert.Equal(new ContactZone("America/New_York", ZoneSource.Phone), Of(Nobody with { Phone = "+12125550100" }));

    [Theory]
    [InlineData("+18005550100")]
    [InlineData("+80012345678")]
    [InlineData(null)]
    public void A_phone_that_tells_nothing_leaves_it_to_the_outlet(string? phone)
    {
        Assert.Equal(new ContactZone("Asia/Kolkata", ZoneSource.Outlet), Of(Nobody with { Phone = phone }));
        Assert.Equal(new ContactZone("Europe/Madrid", ZoneSource.Workspace), ContactZone.Of(Nobody with { Phone = phone }, null, Workspace));
    }

    [Fact]
    public void A_country_with_one_zone_tells_it_and_one_with_several_does_not()
    {
        Assert.Equal(new ContactZone("Asia/Tokyo", ZoneSource.Country), Of(Nobody with { Country = "JP" }));
        Assert.Equal(new ContactZone("Asia/Kolkata", ZoneSource.Outlet), Of(Nobody with { Country = "US" }));
    }

    [Fact]
    public void A_zone_that_nobody_knows_is_passed_over() =>
        Assert.Equal(new ContactZone("UTC", ZoneSource.Workspace), ContactZone.Of(Nobody with { TimeZone = "Mars/Base" }, null, Workspace.With(new GeneralSettings { TimeZone = "" })));

    [Fact]
    public void Country_and_region_come_from_the_profile_else_from_the_phone()
    {
        Assert.Equal(("IN", null), Where(Nobody with { Country = "IN", Phone = "+12125550100" }));
        Assert.Equal(("US", "US-NY"), Where(Nobody with { Phone = "+12125550100" }));
        Assert.Equal(("US", "US-CA"), Where(Nobody with { Region = "US-CA", Phone = "+12125550100" }));
        Assert.Equal((null, null), Where(Nobody with { Phone = "+18005550100" }));
    }

    private static (string? Country, string? Region) Where(Recipient contact) => (ContactZone.CountryOf(contact), ContactZone.RegionOf(contact));

    private static ContactZone Of(Recipient contact) => ContactZone.Of(contact, Outlet, Workspace);
}
