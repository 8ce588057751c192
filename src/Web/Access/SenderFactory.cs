using Innovation.Workflows.Cases;

namespace Innovation.Web.Access;

/// <summary>
/// Makes the sender of a command. Ask for it in the handler, after the body has been read: the instant it takes is the
/// received instant.
/// </summary>
public sealed class SenderFactory(CurrentUser current, TimeProvider clock)
{
    public async ValueTask<Sender> CreateAsync()
    {
        var received = clock.GetUtcNow();
        return new Sender(await current.GetAsync(), received);
    }
}
