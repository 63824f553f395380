using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Http;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Audiences;

/// <summary>A change of a contact that may carry an <c>If-Match</c>.</summary>
internal static class ContactChange
{
    /// <param name="yours">What the caller wanted to make of it, for the answer to another version.</param>
    /// <param name="change">Is given the condition that the contact must meet.</param>
    public static async Task<Answer> ChangeContactAsync(this HttpRequest request, object yours, Func<Func<Contact, long?>, Task<Contact>> change)
    {
        try
        {
            var changed = await change(VersionMeant);
            return Answers.Ok(ContactView.Of(changed), ContactView.Tag(changed));
        }
        catch (StaleVersionException stale) when (stale.Current is Contact current)
        {
            throw new StaleVersionException(ContactView.Of(current), stale.CurrentTag, yours);
        }

        long? VersionMeant(Contact current)
        {
            request.CheckMatch(ContactView.Tag(current), ContactView.Of(current), yours);
            return request.Headers.IfMatch.Count > 0 ? current.Version : null;
        }
    }
}
