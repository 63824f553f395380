using System.Runtime.CompilerServices;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Exports;

/// <summary>Writes contacts into a file that can be imported again, page by page.</summary>
public sealed class ExportContacts(IContactStore contacts, IAudienceReader audiences, ResolveAudience resolve, WorkspaceRegister workspaces)
{
    private const int PageSize = 1000;

    /// <param name="segment">Only those of this segment; null for all.</param>
    /// <param name="csv">Null for lines of JSON.</param>
    /// <returns>What writes the file.</returns>
    public async Task<Func<Stream, Task>> RunAsync(Caller caller, string? segment, ContactCsv? csv, CancellationToken cancellation = default)
    {
        var workspace = await workspaces.ReadAsync(caller.Workspace, cancellation);
        var audience = segment is null ? null : await OfSegmentAsync(segment, workspace, cancellation);
        return body => WriteAsync(workspace, audience, csv, body, cancellation);
    }

    private async Task<ResolvedAudience> OfSegmentAsync(string segment, Workspace workspace, CancellationToken cancellation)
    {
        var audience = new Audience { Include = [segment] };
        return await resolve.CheckAsync(audience, workspace, "", cancellation) is [var problem, ..]
            ? throw new InvalidInputException("segment", problem.Code, problem.Message)
            : await resolve.NowAsync(audience, workspace, "", cancellation);
    }

    private async Task WriteAsync(Workspace workspace, ResolvedAudience? audience, ContactCsv? csv, Stream body, CancellationToken cancellation)
    {
        var custom = workspace.CustomFields.Keys.Order(StringComparer.Ordinal).ToList();
        if (csv is not null)
            await body.WriteAsync(Encoding.UTF8.GetBytes(csv.Header(custom)), cancellation);
        using var part = new MemoryStream();
        await foreach (var page in PagesAsync(workspace, audience, cancellation))
        {
            Append(part, csv, page, custom);
            await body.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), cancellation);
            part.SetLength(0);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Contact>> PagesAsync(Workspace workspace, ResolvedAudience? audience, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ContactId after = default;
        while (true)
        {
            IReadOnlyList<ContactId>? ids = audience is null ? null : [.. (await audiences.PageAsync(audience, after, PageSize, cancellation)).Select(person => person.Id)];
            var page = ids is null ? await contacts.NextAsync(workspace.Id, after == default ? null : after, PageSize, cancellation) : await contacts.ReadAsync(workspace.Id, ids, cancellation);
            if (ids?.Count == 0 || (ids is null && page.Count == 0))
                yield break;
            yield return page;
            after = ids is null ? page[^1].Id : ids[^1];
        }
    }

    private static void Append(MemoryStream part, ContactCsv? csv, IReadOnlyList<Contact> page, List<string> custom)
    {
        if (csv is null)
        {
            foreach (var contact in page)
                ContactNdjson.Append(part, contact, custom);
            return;
        }

        var rows = new StringBuilder();
        foreach (var contact in page)
            csv.Append(rows, contact, custom);
        part.Write(Encoding.UTF8.GetBytes(rows.ToString()));
    }
}
