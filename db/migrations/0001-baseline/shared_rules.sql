-- A rule's sentence stands above on the first constraint of the rule; here each other constraint of it gets the same one.
select inventory.comment_shared_rules();
