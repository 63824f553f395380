using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Audiences.Items;

internal static class ItemChanges
{
    /// <summary>Reads items, changes and writes them, until nobody else was faster.</summary>
    /// <param name="change">What becomes of an item, or of its place; the same where nothing does, null where it goes.</param>
    public static async Task ChangeAsync<T>(this Container container, TimeProvider time, IReadOnlyCollection<ItemPlace> places, Func<ItemPlace, T?, T?> change)
        where T : Item
    {
        while (true)
        {
            var items = new ItemSet(container, time);
            await items.LoadAsync<T>(places);
            foreach (var place in places)
            {
                var known = await items.FindAsync<T>(place);
                if (change(place, known) is var after && !Equals(after, known))
                    items.Put(place, after);
            }

            if (await items.TryWriteAsync())
                return;
        }
    }
}
