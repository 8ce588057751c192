using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class EventConfiguration : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("Events");
        builder.HasKey(e => new { e.StreamId, e.Sequence });
        builder.Property(e => e.StreamId).HasMaxLength(32);
        builder.Property(e => e.Type).HasMaxLength(60);
        builder.Property(e => e.ActorId).HasMaxLength(36);
        builder.Property(e => e.ActorName).HasMaxLength(100);
        builder.Property(e => e.ViaId).HasMaxLength(36);
        builder.Property(e => e.ViaName).HasMaxLength(100);
        builder.Ignore(e => e.ActorWords);
        builder.Property(e => e.CommandId).HasMaxLength(100);
        builder.Property(e => e.PreviousHash).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
    }
}
