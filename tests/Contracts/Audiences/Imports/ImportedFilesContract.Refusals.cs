using ActiveReach.Channels;
using ActiveReach.Consent;
using static Contracts.Audiences.SomeContact;

namespace Contracts.Audiences.Imports;

/// <summary>What files refuse, and for whom.</summary>
public abstract partial class ImportedFilesContract
{
    [Fact]
    public async Task What_a_row_refuses_holds_for_others_with_the_address_before_and_after_it_and_in_other_files()
    {
        await Contacts.SaveAsync(Shop, Draft("""{"externalId":"old","phone":"+34600123456"}"""), Api);
        await ImportAsync("external_id,phone,consent.sms\nc0,+34600123456,opted_in\nc1,+34600123456,opted_out\nc2,+34600123456,opted_in\nc3,+34600000003,opted_in\n");
        await ImportAsync("external_id,phone,consent.sms\nc4,+34600123456,opted_in\nc5,+34600000005,opted_in\nc0,+34600123456,opted_in\n");
        await ImportAsync("phone,first_name\n+34600000006,Ann\n");
        foreach (var (id, state) in new[] { ("old", 2), ("c0", 2), ("c1", 2), ("c2", 2), ("c3", 1), ("c4", 2), ("c5", 1) })
            Assert.Equal((ConsentState)state, (await Contacts.FindByExternalIdAsync(Shop.Id, id))!.ConsentOn(Channel.Sms));

        // A file takes back what a file said of the same contact, and no more.
        await ImportAsync("external_id,consent.sms\nc0,opted_in\nc1,opted_in\n");
        foreach (var id in new[] { "old", "c0", "c1", "c4" })
            Assert.Equal(ConsentState.OptedIn, (await Contacts.FindByExternalIdAsync(Shop.Id, id))!.ConsentOn(Channel.Sms));
    }
}
