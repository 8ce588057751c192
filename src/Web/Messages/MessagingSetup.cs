using Innovation.Workflows.Messages.Channels;
using Innovation.Workflows.Messages.Delivery;
using Innovation.Workflows.Messages.Templates;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Messages;

/// <summary>What messages need on their way out.</summary>
public static class MessagingSetup
{
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MessageOptions>(configuration.GetSection("Messages"));
        services.AddSingleton<MessageTemplates>().AddSingleton<ChannelStore>().AddSingleton<MessagePreferences>();
        services.AddSingleton<IJitter, RandomJitter>().AddSingleton<FanOut>().AddSingleton<DailyDigest>().AddSingleton<DeliveryQueue>().AddSingleton<MessageDelivery>();
        services.AddSingleton<OutboundHttp>().AddSingleton<EmailChannel>().AddSingleton<IMessageChannel>(p => p.GetRequiredService<EmailChannel>());
        foreach (var name in (string[])[Channel.Sms, Channel.Webhook])
            services.AddSingleton<IMessageChannel>(p => new HttpChannel(name, p.GetRequiredService<ChannelStore>(), p.GetRequiredService<OutboundHttp>(), p.GetRequiredService<Clock.RealClock>(), p.GetRequiredService<IOptions<MessageOptions>>()));
        return services.AddSingleton<TestMessage>();
    }
}
