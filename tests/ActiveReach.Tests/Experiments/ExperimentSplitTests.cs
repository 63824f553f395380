using ActiveReach.Campaigns;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;

namespace ActiveReach.Tests.Experiments;

public sealed class ExperimentSplitTests
{
    private const int Contacts = 100_000;
    private static readonly ExperimentSplit Launch = new(new CampaignId("cmp_launch"));

    [Fact]
    public void Shares_come_out_as_asked()
    {
        Assert.InRange(Share(contact => Launch.IsHeldOut(contact, 0.05)), 0.047, 0.053);
        Assert.InRange(Share(contact => Launch.IsInTestSlice(contact, 0.2)), 0.195, 0.205);
        for (var variant = 0; variant < 5; variant++)
            Assert.InRange(Share(contact => Launch.Variant(contact, 5) == variant), 0.195, 0.205);
    }

    [Fact]
    public void The_draws_of_one_campaign_know_nothing_of_each_other()
    {
        Assert.InRange(Share(contact => Launch.IsHeldOut(contact, 0.5) && Launch.IsInTestSlice(contact, 0.5)), 0.245, 0.255);
        Assert.InRange(Share(contact => Launch.IsInTestSlice(contact, 0.5) && Launch.Variant(contact, 2) == 1), 0.245, 0.255);
    }

    [Fact]
    public void Two_campaigns_draw_different_people()
    {
        var other = new ExperimentSplit(new CampaignId("cmp_other"));
        Assert.InRange(Share(contact => Launch.IsHeldOut(contact, 0.5) && other.IsHeldOut(contact, 0.5)), 0.245, 0.255);
    }

    [Fact]
    public void A_contact_keeps_its_place_for_ever()
    {
        // Written down once: a change of the hash would split campaigns that are being planned differently.
        Assert.Equal("0010110101", string.Concat(Enumerable.Range(1, 10).Select(id => Launch.Variant(new ContactId(id), 2))));
    }

    private static double Share(Func<ContactId, bool> isIn) =>
        Enumerable.Range(1, Contacts).Count(id => isIn(new ContactId(id))) / (double)Contacts;
}
